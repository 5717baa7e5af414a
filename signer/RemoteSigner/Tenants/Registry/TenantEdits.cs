using System.Collections.Immutable;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants.Registry;

/// <summary>The changes that commands make to the table; pure.</summary>
internal static class TenantEdits
{
    /// <summary>Enters a tenant.</summary>
    public static TenantEdit Create(TenantTable table, string name, TenantLimits limits, ImmutableArray<string> subjects, StoredToken? token, DateTimeOffset now) =>
        !TenantNames.IsValid(name) ? new TenantEdit.Refused($"'{name}' is no tenant's name: {TenantNames.Rule}.")
        : table.Find(name) is not null ? new TenantEdit.Refused($"The tenant '{name}' exists. Change it with 'tenants set', give it another token with 'tenants token'.")
        : TenantNames.IsWebhook(name) && (token is not null || !subjects.IsEmpty) ? new TenantEdit.Refused($"A webhook proves '{name}': it can have neither tokens nor certificate subjects.")
        : With(table, new Tenant(new TenantId(name), now) { Limits = limits, Subjects = subjects, Tokens = token is null ? [] : [token] });

    /// <summary>Changes limits, subjects, or whether the tenant may call.</summary>
    /// <param name="table">All tenants.</param>
    /// <param name="name">Which one.</param>
    /// <param name="limits">Its limits after those before.</param>
    /// <param name="subjects">All its subjects; null leaves them.</param>
    /// <param name="disabled">Whether nobody may call in its name; null leaves it.</param>
    public static TenantEdit Set(TenantTable table, string name, Func<TenantLimits, TenantLimits> limits, ImmutableArray<string>? subjects, bool? disabled) =>
        table.Find(name) is not { } tenant ? Missing(name)
        : TenantNames.IsWebhook(name) && subjects is { IsEmpty: false } ? new TenantEdit.Refused($"A webhook proves '{name}': it can have no certificate subjects.")
        : With(table, tenant with { Limits = limits(tenant.Limits), Subjects = subjects ?? tenant.Subjects, Disabled = disabled ?? tenant.Disabled });

    /// <summary>Gives a tenant one more token. Of those that prove nothing any more the oldest give way.</summary>
    public static TenantEdit AddToken(TenantTable table, string name, StoredToken token, DateTimeOffset now)
    {
        if (table.Find(name) is not { } tenant)
        {
            return Missing(name);
        }

        if (TenantNames.IsWebhook(name))
        {
            return new TenantEdit.Refused($"A webhook proves '{name}': it can have no tokens.");
        }

        if (tenant.Disabled)
        {
            return new TenantEdit.Refused($"The tenant '{name}' is disabled, and a token would prove nothing. Enable it first: remote-signer tenants set {name} --enabled");
        }

        var tokens = tenant.Tokens;
        while (tokens.Length >= Tenant.MaxTokens)
        {
            if (tokens.FirstOrDefault(old => !old.IsValidAt(now)) is not { } spent)
            {
                return new TenantEdit.Refused($"The tenant '{name}' has {tokens.Length} valid tokens, and more are not kept. Withdraw one: remote-signer tenants revoke {name} --token ID");
            }

            tokens = tokens.Remove(spent);
        }

        return With(table, tenant with { Tokens = tokens.Add(token) });
    }

    /// <summary>Withdraws one token, or all of them with the tenant itself.</summary>
    public static TenantEdit Revoke(TenantTable table, string name, string? tokenId, DateTimeOffset now)
    {
        if (table.Find(name) is not { } tenant)
        {
            return Missing(name);
        }

        if (tokenId is null)
        {
            return With(table, tenant with { Disabled = true, Tokens = [.. tenant.Tokens.Select(token => token with { Revoked = token.Revoked ?? now })] });
        }

        return tenant.Tokens.FirstOrDefault(token => token.Id == tokenId) is not { } found
            ? new TenantEdit.Refused($"The tenant '{name}' has no token '{tokenId}': see remote-signer tenants show {name}")
            : With(table, tenant with { Tokens = tenant.Tokens.Replace(found, found with { Revoked = found.Revoked ?? now }) });
    }

    private static TenantEdit.Refused Missing(string name) => new($"There is no tenant '{name}': see remote-signer tenants list");

    private static TenantEdit With(TenantTable table, Tenant tenant) =>
        TenantTable.TryCreate(table.Tenants.Where(other => other.Id != tenant.Id).Append(tenant), out var changed, out var problem)
            ? new TenantEdit.Changed(changed, tenant)
            : new TenantEdit.Refused($"This cannot be: {problem}.");
}
