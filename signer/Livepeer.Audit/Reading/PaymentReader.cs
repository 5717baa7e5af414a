using System.Text.Json;
using Livepeer.Audit.Files;
using Livepeer.Audit.Records;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Reading;

/// <summary>Reads payments back, for a ledger that may have lost some. One file's places are in memory at a time, never its records.</summary>
internal static class PaymentReader
{
    public static IEnumerable<AuditedPayment> NewestFirst(string folder, DateTimeOffset since, long after = 0)
    {
        foreach (var (path, firstSequence) in AuditFileNames.In(folder).Reverse())
        {
            using var file = Open(path);
            foreach (var (offset, length) in file is null ? [] : Enumerable.Reverse(Places(file, after)))
            {
                var payment = Read(file!, offset, length);
                if (payment.Usage.At >= since)
                {
                    yield return payment;
                }
                else if (!payment.Replayed)
                {
                    // A repetition has the time of its payment, and may stand behind many that are younger.
                    yield break;
                }
            }

            if (firstSequence <= after)
            {
                yield break;
            }
        }
    }

    /// <returns>Null when it was taken away since the files were listed: whoever keeps few files, or moves old ones, does so while a log is read for minutes.</returns>
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static List<(long Offset, int Length)> Places(FileStream file, long after)
    {
        // The file is read again afterwards, at the places found here, and closed by whoever opened it.
        var reader = new LineReader(file);
        var places = new List<(long, int)>();
        for (var offset = 0L; reader.TryRead(out var line) && reader.IsWhole; offset = reader.Position)
        {
            if (ChainLine.IsOfType(line, RecordTypes.Payment.EncodedUtf8Bytes) && ChainLine.TryRead(line, out var sequence, out _) && sequence > after)
            {
                places.Add((offset, line.Length));
            }
        }

        return places;
    }

    private static AuditedPayment Read(FileStream file, long offset, int length)
    {
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        try
        {
            using var record = JsonDocument.Parse(bytes);
            return PaymentForm.Read(record.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new AuditFolderException($"A payment in {file.Name} at byte {offset} cannot be read: {failure.Message} See remote-signer audit verify.", failure);
        }
    }
}
