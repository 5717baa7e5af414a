using System.Globalization;
using Livepeer.Audit.Records;
using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>Checks signed heads against the records that they vouch for.</summary>
internal sealed class CheckpointCheck(EthAddress? expected)
{
    private readonly List<string> _notes = [];

    public long Count { get; private set; }

    public long CoveredSequence { get; private set; }

    public EthAddress? Signer { get; private set; } = expected;

    /// <summary>Another account that signed some, and how many the first such one did.</summary>
    public OtherSigner? Other { get; private set; }

    public IReadOnlyList<string> Notes => _notes;

    /// <returns>What is wrong, or null.</returns>
    public string? Check(ReadOnlySpan<byte> line, long ownSequence, long firstSequence, HashWindow window)
    {
        if (!CheckpointForm.TryRead(line, out var covered, out var signer))
        {
            return "the checkpoint's signature is not that of the account it names";
        }

        if (Signer is { } other && signer != other)
        {
            Other = Other is null ? new OtherSigner(signer, 1) : Other with { Checkpoints = Other.Checkpoints + (Other.Account == signer ? 1 : 0) };
            return $"the checkpoint is signed by {signer}, not by {other}";
        }

        if (covered.Sequence >= ownSequence)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the checkpoint vouches for record {covered.Sequence}, which stands behind it");
        }

        if (window.Find(covered.Sequence) is { } found && found != covered.Hash)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the checkpoint vouches for another record {covered.Sequence} than the one that is there");
        }

        if (covered.Sequence >= firstSequence && window.Find(covered.Sequence) is null)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"The checkpoint in record {ownSequence} vouches for record {covered.Sequence}, too far before it to be compared."));
            return null;
        }

        Signer = signer;
        Count++;
        CoveredSequence = Math.Max(CoveredSequence, covered.Sequence);
        return null;
    }
}
