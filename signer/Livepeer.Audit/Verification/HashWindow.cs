using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>Hashes of the last records, for checkpoints, which stand a little behind the record that they vouch for.</summary>
internal sealed class HashWindow
{
    private const int Size = 1 << 16;
    private readonly AuditHead[] _heads = new AuditHead[Size];

    public void Add(AuditHead head) => _heads[head.Sequence % Size] = head;

    /// <returns>Null when the record is not among the last ones.</returns>
    public Hash32? Find(long sequence) => _heads[sequence % Size] is var head && head.Sequence == sequence ? head.Hash : null;
}
