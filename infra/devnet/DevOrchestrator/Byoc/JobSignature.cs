using System.Buffers.Binary;
using System.Text;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Byoc;

/// <summary>What a sender signs to have a job done, and to be given a token.</summary>
internal static class JobSignature
{
    private static readonly byte[] V1Domain = [.. "LP_BYOC_JOB_V1"u8, 0, 0];

    /// <summary>Whether the job is signed by its sender in a form that is taken.</summary>
    public static bool IsValid(JobRequestJson job, EthAddress sender, ByocSignatures forms) =>
        Decode(job.Sig) is { } signature
        && ((forms.HasFlag(ByocSignatures.V0) && SignatureCheck.IsSignedBy(sender, Keccak.Hash(V0Message(job)), signature))
            || (forms.HasFlag(ByocSignatures.V1) && SignatureCheck.IsSignedBy(sender, Keccak.Hash(V1Message(job)), signature)));

    /// <summary>Whether the address is signed, as the text in which it was sent.</summary>
    public static bool IsValid(JobSenderJson asker, EthAddress sender) =>
        Decode(asker.Sig) is { } signature && SignatureCheck.IsSignedBy(sender, Keccak.Hash(Encoding.UTF8.GetBytes(asker.Addr)), signature);

    public static byte[] V0Message(JobRequestJson job) => Encoding.UTF8.GetBytes(job.Request + job.Parameters);

    public static byte[] V1Message(JobRequestJson job) =>
        [.. V1Domain, .. Word(unchecked((uint)job.TimeoutSeconds)), .. Text(job.Id), .. Text(job.Capability), .. Text(job.Request), .. Text(job.Parameters)];

    /// <summary>Null when it is not hexadecimal. Two characters in front are skipped, whatever they are, as the network does.</summary>
    private static byte[]? Decode(string signature)
    {
        var digits = signature.Length > 2 * SignatureCheck.Size ? signature[2..] : signature;
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Word((uint)bytes.Length), .. bytes];
    }

    private static byte[] Word(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
