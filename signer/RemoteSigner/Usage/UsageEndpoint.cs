using System.Globalization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;

namespace RemoteSigner.Usage;

/// <summary>GET /usage?from=2026-01-01&amp;to=2026-01-31&amp;tenant=name on the control port, for holders of the admin token.</summary>
internal static class UsageEndpoint
{
    /// <summary>Lines of one answer at most.</summary>
    public const int MaxLines = 50_000;

    private const string DayFormat = "yyyy-MM-dd";

    public static async Task<(int Status, UsageAnswerJson? Answer, string Problem)> AnswerAsync(
        IQueryCollection query, IUsageLog usage, UsageWebhook webhook, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (!TryDay(query["from"], today.AddDays(-30), out var from) || !TryDay(query["to"], today.AddDays(1), out var to) || from > to)
        {
            return (StatusCodes.Status400BadRequest, null, "from and to are days like 2026-01-31, from not behind to.");
        }

        var tenant = query["tenant"].ToString();
        if (tenant.Length > 0 && !TenantId.IsValid(tenant))
        {
            return (StatusCodes.Status400BadRequest, null, "tenant is no tenant's name.");
        }

        try
        {
            var days = await usage.ReadDaysAsync(new UsageQuery(from, to, tenant.Length == 0 ? null : new TenantId(tenant), MaxLines + 1), cancellationToken);
            var waiting = webhook.Url is null ? (long?)null : await UndeliveredAsync(usage, cancellationToken);
            return (StatusCodes.Status200OK, new UsageAnswerJson([.. days.Take(MaxLines).Select(UsageDayJson.Of)], days.Count > MaxLines, waiting), string.Empty);
        }
        catch (LedgerUnavailableException failure)
        {
            return (StatusCodes.Status503ServiceUnavailable, null, failure.Message);
        }
    }

    private static async ValueTask<long> UndeliveredAsync(IUsageLog usage, CancellationToken cancellationToken)
    {
        var delivered = await usage.ReadDeliveredAsync(cancellationToken);
        return Math.Max(0, await usage.ReadLastAsync(cancellationToken) - delivered);
    }

    private static bool TryDay(string? text, DateOnly standard, out DateOnly day)
    {
        day = standard;
        return string.IsNullOrEmpty(text) || DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
