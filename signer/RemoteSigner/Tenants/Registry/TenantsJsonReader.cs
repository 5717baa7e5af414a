using System.Collections.Immutable;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Limits;

namespace RemoteSigner.Tenants.Registry;

/// <summary>Between the file's form and the tenants themselves. What is read was perhaps written by hand: everything is checked.</summary>
internal static class TenantsJsonReader
{
    private const int Version = 1;
    private const int MaxTokenId = 32;

    /// <exception cref="FormatException">Something is wrong; the message names it.</exception>
    public static TenantTable Read(TenantsJson json)
    {
        if (json.Version != Version)
        {
            throw new FormatException($"its version is {json.Version}, and this program knows version {Version}");
        }

        // The reader of JSON lets null stand in a list.
        Require(json.Tenants.All(tenant => tenant is not null), "a tenant is null");
        return TenantTable.TryCreate(json.Tenants.Select(Read), out var table, out var problem) ? table : throw new FormatException(problem);
    }

    public static TenantsJson Write(TenantTable table) => new(Version, [.. table.Tenants.Select(Write)]);

    private static Tenant Read(TenantEntryJson json)
    {
        Require(TenantNames.IsValid(json.Name), $"'{json.Name}' is no tenant's name: {TenantNames.Rule}");
        var tokens = json.Tokens ?? [];
        var subjects = json.Subjects ?? [];
        Require(tokens.Count <= Tenant.MaxTokens, $"the tenant '{json.Name}' has more than {Tenant.MaxTokens} tokens");
        Require(subjects.Count <= Tenant.MaxSubjects, $"the tenant '{json.Name}' has more than {Tenant.MaxSubjects} certificate subjects");
        Require(!TenantNames.IsWebhook(json.Name) || (tokens.Count == 0 && subjects.Count == 0), $"a webhook proves '{json.Name}': it can have neither tokens nor certificate subjects");
        Require(tokens.All(token => token is not null) && subjects.All(subject => subject is not null), $"null stands among the tokens or subjects of the tenant '{json.Name}'");
        foreach (var subject in subjects)
        {
            Require(CertificateSubjects.IsValid(subject), $"'{subject}' of the tenant '{json.Name}' is no certificate subject: {CertificateSubjects.Rule}");
        }

        return new Tenant(new TenantId(json.Name), json.Created)
        {
            Disabled = json.Disabled,
            Limits = Limits(json),
            Tokens = [.. tokens.Select(token => Read(json.Name, token))],
            Subjects = [.. subjects],
        };
    }

    private static TenantLimits Limits(TenantEntryJson json)
    {
        var limits = TenantLimits.None;
        foreach (var (name, text) in json.Limits ?? ImmutableDictionary<string, string>.Empty)
        {
            var option = LimitTable.All.FirstOrDefault(option => option.Name == name)
                ?? throw new FormatException($"tenant '{json.Name}': " + OptionSources.Unknown("limit", name, LimitTable.All.Select(option => option.Name)));
            Require(text is not null, $"the limit {name} of the tenant '{json.Name}' is null");
            Require(option.TryApply(limits, text!, out limits, out var problem), $"the limit {name} of the tenant '{json.Name}', '{text}', is {problem}");
        }

        return limits;
    }

    private static StoredToken Read(string tenant, TokenEntryJson json)
    {
        Require(json.Id.Length is > 0 and <= MaxTokenId && json.Id.All(char.IsAsciiLetterOrDigit), $"'{json.Id}' is no id of a token of the tenant '{tenant}'");
        var hash = new byte[TokenHash.Size];
        Require(
            json.Sha256.Length == 2 * TokenHash.Size && Convert.FromHexString(json.Sha256, hash, out _, out _) == System.Buffers.OperationStatus.Done,
            $"the sha256 of the token {json.Id} of the tenant '{tenant}' is not 64 hexadecimal digits");
        return new StoredToken(json.Id, [.. hash], json.Created, json.Expires, json.Revoked);
    }

    private static TenantEntryJson Write(Tenant tenant) => new(
        tenant.Id.Value,
        tenant.Created,
        tenant.Disabled,
        LimitTexts.Of(tenant.Limits) is { Count: > 0 } limits ? limits : null,
        tenant.Tokens is { Length: > 0 } tokens
            ? [.. tokens.Select(token => new TokenEntryJson(token.Id, Convert.ToHexStringLower(token.Hash.AsSpan()), token.Created, token.Expires, token.Revoked))]
            : null,
        tenant.Subjects is { Length: > 0 } subjects ? [.. subjects] : null);

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new FormatException(problem);
        }
    }
}
