using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Livepeer.Hosting.Tls;

/// <summary>The certificate that a client proved to have, valid when the connection began. A feature of the connection.</summary>
/// <param name="Names">
/// Whom it names: <c>dn:</c> and the subject's distinguished name, and its alternative names as <c>dns:</c> or <c>uri:</c> and the text.
/// </param>
/// <param name="NotAfter">Until when it is valid; connections may live longer.</param>
public sealed record ClientCertificate(IReadOnlyList<string> Names, DateTimeOffset NotAfter)
{
    /// <summary>Begins a name that is a distinguished name.</summary>
    public const string DistinguishedName = "dn:";

    /// <summary>Begins a name out of the DNS.</summary>
    public const string Dns = "dns:";

    /// <summary>Begins a name that is a URI.</summary>
    public const string Uri = "uri:";

    // Source: RFC 5280 4.2.1.6.
    private const string AlternativeNames = "2.5.29.17";
    private const int DnsName = 2;
    private const int UniformResourceIdentifier = 6;

    /// <summary>Reads the names of a certificate.</summary>
    public static ClientCertificate Read(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var names = new List<string>();
        if (certificate.Subject.Length > 0)
        {
            names.Add(DistinguishedName + certificate.Subject);
        }

        if (certificate.Extensions[AlternativeNames] is { } extension)
        {
            names.AddRange(Alternatives(extension.RawData));
        }

        return new ClientCertificate(names, certificate.NotAfter);
    }

    /// <summary>The certificate behind a request; null when none was shown.</summary>
    public static ClientCertificate? Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<ClientCertificate>();
    }

    /// <summary>The certificate that the handshake of a connection accepted.</summary>
    internal static ClientCertificate? Of(ConnectionContext connection) =>
        connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate ? Read(certificate) : null;

    /// <summary>DNS names and URIs; none when the extension is malformed.</summary>
    private static List<string> Alternatives(byte[] extension)
    {
        var names = new List<string>();
        try
        {
            var sequence = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                var tag = sequence.PeekTag();
                var prefix = tag is not { TagClass: TagClass.ContextSpecific } ? null : tag.TagValue switch
                {
                    DnsName => Dns,
                    UniformResourceIdentifier => Uri,
                    _ => null,
                };
                if (prefix is null)
                {
                    sequence.ReadEncodedValue();
                }
                else
                {
                    names.Add(prefix + sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                }
            }

            return names;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
