using System.Collections.Immutable;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants.Registry;

/// <summary>One tenant of the registry. Immutable.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Created">When it was entered.</param>
internal sealed record Tenant(TenantId Id, DateTimeOffset Created)
{
    /// <summary>Tokens kept for the record beside those that are valid.</summary>
    public const int MaxTokens = 100;

    /// <summary>Certificate subjects at most.</summary>
    public const int MaxSubjects = 64;

    /// <summary>Whether nobody may call in its name.</summary>
    public bool Disabled { get; init; }

    /// <summary>What it may do.</summary>
    public TenantLimits Limits { get; init; } = TenantLimits.None;

    /// <summary>Its tokens, withdrawn ones too.</summary>
    public ImmutableArray<StoredToken> Tokens { get; init; } = [];

    /// <summary>Names in certificates that prove it, with their kind: <c>dn:</c>, <c>dns:</c> or <c>uri:</c> and the exact text.</summary>
    public ImmutableArray<string> Subjects { get; init; } = [];
}
