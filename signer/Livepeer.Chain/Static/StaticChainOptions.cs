using System.ComponentModel.DataAnnotations;

namespace Livepeer.Chain.Static;

/// <summary>
/// A chain from configuration: funds and rounds as written here, and an L1 block that advances with the clock. For local networks and private
/// orchestrators, where no chain is asked. Nothing here is checked against a real chain.
/// </summary>
public sealed class StaticChainOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "StaticChain";

    /// <summary>EIP-155 chain id, 0 or more; 42161 is Arbitrum One. Default 0: none, for a network of its own.</summary>
    [Range(0, long.MaxValue)]
    public long ChainId { get; init; }

    /// <summary>Deposit of the sender in wei, decimal digits. Default 10^18: one ether, enough for any ticket of a local network.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DepositWei { get; init; } = "1000000000000000000";

    /// <summary>Reserve of the sender in wei, decimal digits. Default 10^18: one ether.</summary>
    [Required(AllowEmptyStrings = false)]
    public string ReserveWei { get; init; } = "1000000000000000000";

    /// <summary>Round from which on the sender's funds can be withdrawn, 0 or more. Default 0: not unlocking.</summary>
    [Range(0, long.MaxValue)]
    public long WithdrawRound { get; init; }

    /// <summary>Last initialized round, 0 or more; the round at <see cref="L1Block"/> when rounds advance. Default 1.</summary>
    [Range(0, long.MaxValue)]
    public long Round { get; init; } = 1;

    /// <summary>
    /// L1 block hash of that round: 64 hexadecimal digits with or without 0x. Orchestrators that ask no chain take any. Default: 32 bytes 0x01. When
    /// rounds advance, a later round has the keccak-256 of this hash and its number.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string RoundBlockHash { get; init; } = "0x0101010101010101010101010101010101010101010101010101010101010101";

    /// <summary>Number of the L1 block at <see cref="L1GenesisUnixSeconds"/>, 0 to 10^12. Default 1,000.</summary>
    [Range(0, 1_000_000_000_000)]
    public long L1Block { get; init; } = 1_000;

    /// <summary>
    /// Time of that block in Unix seconds, 0 to 253402300799 (end of the year 9999). Before it the block stays at <see cref="L1Block"/>. Default 0:
    /// the time when the view is made, so <see cref="L1Block"/> is the block at the start of the program. Several processes that must count alike are all
    /// given the same time.
    /// </summary>
    [Range(0, 253_402_300_799)]
    public long L1GenesisUnixSeconds { get; init; }

    /// <summary>Seconds between two L1 blocks, 1 to 86,400. Default 12, as on Ethereum.</summary>
    [Range(1, 86_400)]
    public int BlockSeconds { get; init; } = 12;

    /// <summary>L1 blocks per round, 0 to 10^9; 0, the default, keeps <see cref="Round"/> as it is. On Livepeer's network a round has 6,377.</summary>
    [Range(0, 1_000_000_000)]
    public long RoundLengthBlocks { get; init; }

    /// <summary>Every value that cannot be used, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems() => StaticChainValues.Read(this, out _);
}
