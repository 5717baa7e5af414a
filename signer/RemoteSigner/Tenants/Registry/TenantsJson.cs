using System.Text.Json.Serialization;

namespace RemoteSigner.Tenants.Registry;

/// <summary>The tenant file. Times are RFC 3339.</summary>
internal sealed record TenantsJson(int Version, IReadOnlyList<TenantEntryJson> Tenants);

/// <summary>One tenant. Limits have the names and the text forms of the commands' flags.</summary>
internal sealed record TenantEntryJson(
    string Name,
    DateTimeOffset Created,
    bool Disabled = false,
    IReadOnlyDictionary<string, string>? Limits = null,
    IReadOnlyList<TokenEntryJson>? Tokens = null,
    IReadOnlyList<string>? Subjects = null);

/// <summary>One token: the SHA-256 of its text in hexadecimal digits.</summary>
internal sealed record TokenEntryJson(string Id, string Sha256, DateTimeOffset Created, DateTimeOffset? Expires = null, DateTimeOffset? Revoked = null);

/// <summary>What is not known is refused: a mistyped limit must not mean no limit.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TenantsJson))]
internal sealed partial class TenantsJsonContext : JsonSerializerContext;
