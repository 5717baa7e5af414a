using System.Text.Json;
using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State.Formats;

/// <summary>
/// Buckets: a hash with the credit as its head and a part per open payment, so that a bucket with thousands of them costs no more per payment than one
/// with a few.
/// </summary>
internal sealed class BalanceRows(KeyNames names, Func<long> generation) : RowFormat<BucketId, BalanceState>
{
    private const char PartMark = '+';

    public override RowKind Kind => RowKind.Hash;

    public override RedisKey KeyOf(BucketId key) => names.Balance(generation(), key);

    public override DateTimeOffset? EndOf(BalanceState row) => Lifetimes.End(row);

    public override string Write(BalanceState row) => BalanceJson.Write(row with { Open = [] });

    public override IReadOnlyList<(string Part, string Text)> Parts(BalanceState? stored, BalanceState row)
    {
        var before = stored?.Open ?? [];
        var same = 0;
        while (same < before.Length && same < row.Open.Length && before[same] == row.Open[same])
        {
            same++;
        }

        // Most payments only add one at the end.
        var gone = before[same..].ToDictionary(payment => payment.IdempotencyKey);
        var parts = new List<(string, string)>();
        foreach (var payment in row.Open.AsSpan()[same..])
        {
            if (!gone.Remove(payment.IdempotencyKey, out var known) || known != payment)
            {
                parts.Add((PartMark + payment.IdempotencyKey, JsonSerializer.Serialize(OpenPaymentJson.Of(payment), LedgerJsonContext.Default.OpenPaymentJson)));
            }
        }

        parts.AddRange(gone.Keys.Select(key => (PartMark + key, string.Empty)));
        return parts;
    }

    public override BalanceState Read(BucketId key, string text, IReadOnlyList<(string Part, string Text)> parts) => BalanceJson.Read(text) with
    {
        Open =
        [
            .. parts
                .Select(part => JsonSerializer.Deserialize(part.Text, LedgerJsonContext.Default.OpenPaymentJson)!.ToPayment())
                .OrderBy(payment => payment.ExpiresAt)
                .ThenBy(payment => payment.IdempotencyKey, StringComparer.Ordinal),
        ],
    };
}
