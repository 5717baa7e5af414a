using System.Globalization;

namespace DevOrchestrator.Hosting;

/// <summary>A live runner that the orchestrator serves: an application behind its reverse proxy that echoes.</summary>
/// <param name="Name">Its part of the URL: letters, digits, dot, dash, underscore.</param>
/// <param name="App">What discovery calls it, for example live-video-to-video/scope.</param>
/// <param name="Unit">What the price is for.</param>
/// <param name="PriceWei">Wei per unit, at least 1.</param>
/// <param name="Mode">Whether it is reserved or asked once.</param>
/// <param name="Capacity">Sessions at the same time.</param>
public sealed record RunnerOffer(string Name, string App, RunnerUnit Unit, long PriceWei, RunnerMode Mode = RunnerMode.Persistent, int Capacity = 1)
{
    /// <summary>Units of one second; zero where the price is paid once.</summary>
    internal long UnitsPerSecond => Unit switch
    {
        RunnerUnit.Seconds => 1,
        RunnerUnit.PixelSeconds => Metering.LiveUnits.PerSecond,
        _ => 0,
    };

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"name={Name},app={App},unit={RunnerNames.Of(Unit)},price={PriceWei},mode={RunnerNames.Of(Mode)},capacity={Capacity}");

    /// <summary>Reads name=…,app=…,unit=…,price=… and optionally mode=… and capacity=…</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static RunnerOffer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',').Select(part => part.Split('=', 2)).ToArray();
        if (parts.Any(part => part.Length != 2) || parts.Select(part => part[0]).Distinct(StringComparer.Ordinal).Count() != parts.Length)
        {
            throw Wrong(text);
        }

        var members = parts.ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var capacity = 1;
        var mode = RunnerMode.Persistent;
        if (!members.Remove("name", out var name) || !members.Remove("app", out var app)
            || !members.Remove("unit", out var unitName) || !RunnerNames.TryParse(unitName, out RunnerUnit unit)
            || !members.Remove("price", out var priceText) || !long.TryParse(priceText, NumberStyles.None, CultureInfo.InvariantCulture, out var price)
            || (members.Remove("mode", out var modeName) && !RunnerNames.TryParse(modeName, out mode))
            || (members.Remove("capacity", out var places) && !int.TryParse(places, NumberStyles.None, CultureInfo.InvariantCulture, out capacity))
            || members.Count > 0)
        {
            throw Wrong(text);
        }

        return new RunnerOffer(name, app, unit, price, mode, capacity);
    }

    /// <summary>What is wrong with this offer, or null.</summary>
    internal string? Problem() =>
        Name.Length == 0 || !Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
            ? $"'{Name}' is no name for a runner: letters, digits, dot, dash, underscore"
        : PriceWei < 1 || Capacity < 1 ? $"runner {Name} needs a price and a capacity of at least 1"
        : null;

    private static FormatException Wrong(string text) => new(
        $"'{text}' is not name=…,app=…,unit=seconds|720p-pixel-seconds|fixed,price=… with mode=persistent|single-shot and capacity=… if wanted, "
        + "for example name=scope,app=live-video-to-video/scope,unit=seconds,price=12345");
}
