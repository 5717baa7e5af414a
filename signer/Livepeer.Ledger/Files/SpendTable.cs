using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>What each tenant was given. One row per tenant, kept for good: a total budget has no end.</summary>
internal sealed class SpendTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT spend FROM tenant_spend WHERE tenant = ?1");

    private readonly Statement _write = new(connection, "INSERT OR REPLACE INTO tenant_spend (tenant, spend) VALUES (?1, ?2)");

    public TenantSpend? Find(TenantId tenant)
    {
        using var rows = _find.With(1, tenant.Value).Read();
        return rows.Next() ? SpendJson.Read(rows.Text(0)) : null;
    }

    public void Write(TenantId tenant, TenantSpend spend) => _write.With(1, tenant.Value).With(2, SpendJson.Write(spend)).Execute();

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
    }
}

/// <summary>Spending as the file keeps it.</summary>
internal sealed record SpendJson(
    [property: JsonPropertyName("minute")] WindowJson Minute,
    [property: JsonPropertyName("hour")] WindowJson Hour,
    [property: JsonPropertyName("day")] WindowJson Day,
    [property: JsonPropertyName("total")] WindowJson Total)
{
    public static string Write(TenantSpend spend) => JsonSerializer.Serialize(
        new SpendJson(WindowJson.Of(spend.Minute), WindowJson.Of(spend.Hour), WindowJson.Of(spend.Day), WindowJson.Of(spend.Total)),
        LedgerJsonContext.Default.SpendJson);

    public static TenantSpend Read(string text)
    {
        var spend = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.SpendJson)!;
        return new(spend.Minute.ToWindow(), spend.Hour.ToWindow(), spend.Day.ToWindow(), spend.Total.ToWindow());
    }
}

/// <summary>One sum; its start in .NET UTC ticks.</summary>
internal sealed record WindowJson(
    [property: JsonPropertyName("start")] long Start,
    [property: JsonPropertyName("payments")] long Payments,
    [property: JsonPropertyName("ev")] string Ev,
    [property: JsonPropertyName("faceValue")] string FaceValue)
{
    public static WindowJson Of(SpendWindow window) => new(
        window.Start.UtcTicks,
        window.Payments,
        window.EvWei.ToString(CultureInfo.InvariantCulture),
        window.FaceValueWei.ToString(CultureInfo.InvariantCulture));

    public SpendWindow ToWindow() => new(
        new DateTimeOffset(Start, TimeSpan.Zero),
        Payments,
        BigInteger.Parse(Ev, CultureInfo.InvariantCulture),
        BigInteger.Parse(FaceValue, CultureInfo.InvariantCulture));
}
