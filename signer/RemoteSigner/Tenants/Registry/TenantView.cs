using System.Text.Json.Serialization;
using RemoteSigner.Tenants.Limits;

namespace RemoteSigner.Tenants.Registry;

/// <summary>A tenant as commands and the control port show it: without anything secret. Amounts of wei are decimal text.</summary>
internal sealed record TenantView(
    string Name,
    DateTimeOffset Created,
    bool Disabled,
    IReadOnlyDictionary<string, string> Limits,
    IReadOnlyList<TokenView> Tokens,
    IReadOnlyList<string> Subjects)
{
    public static TenantView Of(Tenant tenant, DateTimeOffset now) => new(
        tenant.Id.Value,
        tenant.Created,
        tenant.Disabled,
        LimitTexts.Of(tenant.Limits),
        [.. tenant.Tokens.Select(token => new TokenView(token.Id, token.IsValidAt(now), token.Created, token.Expires, token.Revoked))],
        tenant.Subjects);
}

/// <summary>A token's life.</summary>
internal sealed record TokenView(string Id, bool Valid, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked);

/// <summary>All tenants.</summary>
internal sealed record TenantListView(IReadOnlyList<TenantView> Tenants);

/// <summary>A tenant, and the token that was just made for it.</summary>
internal sealed record NewTokenView(TenantView Tenant, string? TokenId, string? Token);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(TenantListView))]
[JsonSerializable(typeof(NewTokenView))]
internal sealed partial class TenantViewContext : JsonSerializerContext;
