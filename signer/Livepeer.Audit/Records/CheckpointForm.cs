using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;

namespace Livepeer.Audit.Records;

/// <summary>A signed head as a record has it.</summary>
internal static class CheckpointForm
{
    public static void Write(Utf8JsonWriter json, AuditHead head, DateTimeOffset at, EthAddress signer, Signature65 signature)
    {
        json.WriteNumber(RecordNames.Sequence, head.Sequence);
        json.Write(RecordNames.Head, head.Hash);
        json.WriteNumber(RecordNames.UnixSeconds, at.ToUnixTimeSeconds());
        json.Write(RecordNames.Sender, signer);
        json.Write(RecordNames.Signature, signature);
    }

    /// <summary>Reads one and recovers who signed it.</summary>
    /// <param name="line">Of the record.</param>
    /// <param name="covered">The head that it vouches for.</param>
    /// <param name="signer">Who signed.</param>
    /// <returns>False when the record is no checkpoint, or nobody's signature.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out AuditHead covered, out EthAddress signer)
    {
        (covered, signer) = (default, default);
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var record = document.RootElement;
            covered = new AuditHead(record.Number(RecordNames.Sequence), record.Hash(RecordNames.Head));
            return AuditCheckpointMessage.TryCreate(record.Text(RecordNames.By), covered.Sequence, covered.Hash, record.Number(RecordNames.UnixSeconds), out var message)
                && Secp256k1.Best.TryRecover(message.Digest().Digest, ReadSignature(record.Text(RecordNames.Signature)), out signer)
                && signer == record.Address(RecordNames.Sender);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static Signature65 ReadSignature(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) ? new(Convert.FromHexString(text.AsSpan(2))) : throw new FormatException("A signature begins with 0x.");
}
