using Livepeer.Ledger.Formats;
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
