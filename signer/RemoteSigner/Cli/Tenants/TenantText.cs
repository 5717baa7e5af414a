using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RemoteSigner.Tenants.Limits;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

/// <summary>Tenants for people.</summary>
internal static class TenantText
{
    private const int LabelWidth = 10;
    private const string Unlimited = "those of the signer";

    /// <summary>One tenant in lines.</summary>
    public static string Of(Tenant tenant, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "tenant", tenant.Id.Value);
        Line(text, "state", State(tenant));
        Line(text, "created", Moment(tenant.Created));
        var limits = LimitTexts.Shown(tenant.Limits);
        Lines(text, "limits", limits.Count == 0 ? [Unlimited] : limits.Select(limit => $"{limit.Key} {limit.Value}"));
        Lines(text, "tokens", tenant.Tokens.Select(token => $"{token.Id}, made {Moment(token.Created)}, {Life(token, now)}"));
        Lines(text, "subjects", tenant.Subjects);
        return text.ToString().TrimEnd();
    }

    /// <summary>Many tenants, one a line.</summary>
    public static string Table(ImmutableArray<Tenant> tenants, DateTimeOffset now)
    {
        var width = Math.Max("NAME".Length, tenants.Max(tenant => tenant.Id.Value.Length));
        var text = new StringBuilder();
        text.Append("NAME".PadRight(width)).Append("  STATE     TOKENS  SUBJECTS  LIMITS\n");
        foreach (var tenant in tenants)
        {
            var limits = LimitTexts.Shown(tenant.Limits);
            var shown = limits.Count == 0 ? Unlimited : string.Join("; ", limits.Select(limit => $"{limit.Key} {limit.Value}"));
            text.Append(CultureInfo.InvariantCulture, $"{tenant.Id.Value.PadRight(width)}  {State(tenant),-8}  {tenant.Tokens.Count(token => token.IsValidAt(now)),6}  {tenant.Subjects.Length,8}  {shown}\n");
        }

        return text.ToString().TrimEnd();
    }

    private static string State(Tenant tenant) => tenant.Disabled ? "disabled" : "active";

    private static string Life(StoredToken token, DateTimeOffset now) =>
        token.Revoked is { } revoked ? $"withdrawn {Moment(revoked)}"
        : token.Expires is not { } expires ? "valid"
        : token.IsValidAt(now) ? $"valid until {Moment(expires)}"
        : $"expired {Moment(expires)}";

    private static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Lines(StringBuilder text, string label, IEnumerable<string> values)
    {
        foreach (var (i, value) in values.DefaultIfEmpty("none").Index())
        {
            Line(text, i == 0 ? label : string.Empty, value);
        }
    }

    private static void Line(StringBuilder text, string label, string value) => text.Append(label.PadRight(LabelWidth)).Append(value).Append('\n');
}
