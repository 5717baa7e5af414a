using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants.Limits;

/// <summary>Limits as texts.</summary>
internal static class LimitTexts
{
    /// <summary>The exact texts of the limits there are, by name, in the order of the table.</summary>
    public static IReadOnlyDictionary<string, string> Of(TenantLimits limits) => Of(limits, static (option, limits) => option.Text(limits));

    /// <summary>The same as people like to read them.</summary>
    public static IReadOnlyDictionary<string, string> Shown(TenantLimits limits) => Of(limits, static (option, limits) => option.Shown(limits));

    private static OrderedDictionary<string, string> Of(TenantLimits limits, Func<LimitOption, TenantLimits, string?> textOf)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in LimitTable.All)
        {
            if (textOf(option, limits) is { } text)
            {
                texts[option.Name] = text;
            }
        }

        return texts;
    }
}
