using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Livepeer.Hosting.Tls;

namespace RemoteSigner.Tenants.Registry;

/// <summary>Names in certificates as the registry keeps them: with their kind, and the text exactly as a certificate has it.</summary>
internal static class CertificateSubjects
{
    /// <summary>What is expected, for messages.</summary>
    public const string Rule = "a subject such as 'dn:CN=gateway-1, O=acme', or an alternative name such as 'dns:gateway-1.acme.example' or 'uri:spiffe://acme/gateway-1'";

    private const int MaxLength = 512;
    private static readonly string[] Kinds = [ClientCertificate.DistinguishedName, ClientCertificate.Dns, ClientCertificate.Uri];

    /// <summary>Whether the registry may have it.</summary>
    public static bool IsValid(string subject) =>
        subject.Length <= MaxLength && Kinds.Any(kind => subject.StartsWith(kind, StringComparison.Ordinal) && subject.Length > kind.Length);

    /// <summary>
    /// Reads what an operator wrote. The kind may be missing: a text with :// is a URI, one with = a distinguished name, any other a DNS name. A distinguished
    /// name is brought into the form in which certificates are read here.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? subject)
    {
        subject = Kinds.Any(kind => text.StartsWith(kind, StringComparison.Ordinal)) ? text
            : text.Contains("://", StringComparison.Ordinal) ? ClientCertificate.Uri + text
            : text.Contains('=', StringComparison.Ordinal) ? ClientCertificate.DistinguishedName + text
            : ClientCertificate.Dns + text;
        if (subject.StartsWith(ClientCertificate.DistinguishedName, StringComparison.Ordinal))
        {
            try
            {
                // A name keeps the text that it was made from; one that was read from bytes has the form of those in certificates.
                var bytes = new X500DistinguishedName(subject[ClientCertificate.DistinguishedName.Length..]).RawData;
                subject = ClientCertificate.DistinguishedName + new X500DistinguishedName(bytes).Name;
            }
            catch (CryptographicException)
            {
                subject = null;
                return false;
            }
        }

        return IsValid(subject);
    }
}
