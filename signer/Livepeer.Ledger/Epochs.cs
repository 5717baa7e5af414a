using System.Security.Cryptography;

namespace Livepeer.Ledger;

/// <summary>Choice of epochs. Two ledgers of one account meet in an epoch with a chance of one in four million per pair.</summary>
internal static class Epochs
{
    /// <summary>A random epoch, 1 to <see cref="EmbeddedLedgerOptions.MaxEpoch"/>, that is not the given one.</summary>
    public static uint Another(uint than)
    {
        while (true)
        {
            var epoch = (uint)RandomNumberGenerator.GetInt32(1, (int)EmbeddedLedgerOptions.MaxEpoch + 1);
            if (epoch != than)
            {
                return epoch;
            }
        }
    }
}
