using System.Diagnostics.CodeAnalysis;
using Livepeer.Hosting.Tls;
using Livepeer.Payments.Desk;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Tenants.Identity;

/// <summary>
/// Finds out who makes a request: by a bearer token or by a certificate of the operator's authority; either is enough. A token that is shown has to be good,
/// and both have to mean the same tenant. Cheap enough to be asked again for each message of a long call, so that what is withdrawn ends there too.
/// </summary>
internal sealed class CallerIdentification(TenantDirectory tenants, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly Identification.Anonymous Nobody = new(Unknown(
        "This call needs the header authorization: Bearer <token>, with the token of a tenant, or a certificate that names one."));

    /// <summary>Identifies the caller of a request whose bearer token, if it has one, is meant for this signer.</summary>
    public Identification Identify(HttpContext context) => Identify(context, BearerOf(context));

    /// <summary>The caller of a request who has to prove who he is.</summary>
    public bool TryIdentify(HttpContext context, [NotNullWhen(true)] out Caller? caller, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        (caller, refusal) = Identify(context) switch
        {
            Identification.Known known => ((Caller?)known.Caller, (PaymentRefusal?)null),
            Identification.Refused refused => (null, refused.Refusal),
            Identification.Anonymous missing => (null, missing.Refusal),
            _ => throw new InvalidOperationException("The identification is of an unknown kind."),
        };
        return caller is not null;
    }

    /// <summary>Identifies the caller of a request whose Authorization header may be meant for somebody else: only what looks like a token of ours counts.</summary>
    public Identification IdentifyByOwnTokens(HttpContext context)
    {
        var token = BearerOf(context);
        return Identify(context, token.StartsWith(NewToken.Prefix, StringComparison.Ordinal) ? token : default);
    }

    private static ReadOnlySpan<char> BearerOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString().AsSpan();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : default;
    }

    private Identification Identify(HttpContext context, ReadOnlySpan<char> token)
    {
        var table = tenants.Current;
        var certificate = ClientCertificate.Of(context);
        if (token.IsEmpty)
        {
            return certificate is null ? Nobody : ByCertificate(table, certificate);
        }

        if (table.FindByToken(token) is not { } owner)
        {
            return Wrong("The bearer token is unknown.");
        }

        if (owner.Token.Revoked is { } revoked)
        {
            return Wrong($"The bearer token {owner.Token.Id} was withdrawn at {revoked:u}.");
        }

        if (!owner.Token.IsValidAt(time.GetUtcNow()))
        {
            return Wrong($"The bearer token {owner.Token.Id} expired at {owner.Token.Expires:u}.");
        }

        return certificate is null ? Known(owner.Tenant, CallerProof.Token) : ByBoth(table, owner.Tenant, certificate);
    }

    private Identification ByCertificate(TenantTable table, ClientCertificate certificate)
    {
        if (certificate.NotAfter <= time.GetUtcNow())
        {
            return Wrong($"The caller's certificate expired at {certificate.NotAfter:u}, after the connection was made.");
        }

        var found = NamedBy(table, certificate);
        return found.Count switch
        {
            1 => Known(found[0], CallerProof.Certificate),
            0 => new Identification.Anonymous(Unknown($"No tenant has a subject of the caller's certificate: {string.Join("; ", certificate.Names)}.")),
            _ => Wrong($"The caller's certificate names several tenants: {string.Join(", ", found.Select(tenant => tenant.Id.Value))}."),
        };
    }

    /// <summary>A certificate that proves nobody, or nobody any more, adds nothing to a token; one that proves another is a contradiction.</summary>
    private static Identification ByBoth(TenantTable table, Tenant tenant, ClientCertificate certificate)
    {
        var named = NamedBy(table, certificate);
        return named.All(other => other.Id == tenant.Id)
            ? Known(tenant, named.Count > 0 ? CallerProof.TokenAndCertificate : CallerProof.Token)
            : Wrong("The bearer token and the caller's certificate belong to different tenants.");
    }

    private static List<Tenant> NamedBy(TenantTable table, ClientCertificate certificate)
    {
        var found = new List<Tenant>(1);
        foreach (var name in certificate.Names)
        {
            if (table.FindBySubject(name) is { } tenant && !found.Contains(tenant))
            {
                found.Add(tenant);
            }
        }

        return found;
    }

    /// <summary>What callers in the name of a disabled tenant are told.</summary>
    public static PaymentRefusal Disabled(TenantId tenant) => new(RefusalKind.TenantDisabled, $"The tenant {tenant} is disabled.");

    private static Identification Known(Tenant tenant, CallerProof proof) => tenant.Disabled
        ? new Identification.Refused(Disabled(tenant.Id))
        : new Identification.Known(new Caller(tenant.Id, proof, tenant.Limits));

    private static Identification.Refused Wrong(string message) => new(Unknown(message));

    private static PaymentRefusal Unknown(string message) => new(RefusalKind.CallerUnknown, message);
}
