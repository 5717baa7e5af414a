using System.Globalization;

namespace DevOrchestrator.Hosting;

/// <summary>A BYOC capability that the orchestrator serves with a worker that echoes.</summary>
/// <param name="Name">Free-form name; jobs are accounted under it.</param>
/// <param name="PricePerSecondWei">Wei per second, at least 0.</param>
/// <param name="Capacity">Jobs at the same time.</param>
public sealed record ByocOffer(string Name, long PricePerSecondWei, int Capacity)
{
    /// <summary>The id under which prices of BYOC capabilities are told. Source: go-livepeer core/capabilities.go.</summary>
    internal const uint CapabilityId = 37;

    /// <summary>name:price:capacity.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}:{PricePerSecondWei}:{Capacity}");

    /// <summary>Reads name:price or name:price:capacity; without a capacity it is 1. A name has no colon.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static ByocOffer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var capacity = 1;
        if (parts.Length is not (2 or 3) || parts[0].Length == 0
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var price)
            || (parts.Length == 3 && !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out capacity)))
        {
            throw new FormatException($"'{text}' is not name:price or name:price:capacity, for example echo:1000000:2");
        }

        return new ByocOffer(parts[0], price, capacity);
    }
}
