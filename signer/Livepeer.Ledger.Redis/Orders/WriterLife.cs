using System.Globalization;
using System.Security.Cryptography;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Scripts;
using Livepeer.Ledger.Redis.State;
using Livepeer.Payments.Desk.Repair;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Orders;

/// <summary>
/// What one writer knows of itself and of the store's history: the epoch that is its own, the number of its last commit, the store's generation. When it
/// sees that the store has lost something it begins a new generation, unless another writer has done so already. Belongs to the writer's thread.
/// </summary>
internal sealed class WriterLife(RedisConnection connection, KeyNames names, RedisLedgerOptions options, ServerTime serverTime, TimeProvider clock)
{
    private const string Format = "1";
    private const int EpochDraws = 16;
    private const string Made = "the ledger was made";

    // The store says which are taken.
    private static readonly HashSet<uint> NoneTaken = [];

    // Drawn once per process: stamps and commit numbers of two processes never meet.
    private readonly string _instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private byte[] _sealKey = [];
    private bool _joined;
    private bool _mustJoin = true;

    // The generation that must not go on, in the store's words, and why; null when nothing is wrong with it.
    private string? _ending;
    private string _reason = Made;
    private bool _mustChangeEpoch = true;
    private bool _firstEpochTaken;
    private long _known;
    private long _highest;
    private long _tried;

    /// <summary>Who this is, for leases.</summary>
    public string Instance => _instance;

    public RedisKey WriterKey => names.Writer(_instance);

    public RedisKey EpochKey => names.Epoch(Epoch);

    public uint Epoch { get; private set; }

    public LedgerGeneration Generation { get; private set; } = new(0, DateTimeOffset.MinValue, string.Empty);

    /// <summary>The same in the store's words.</summary>
    public string StoredGeneration { get; private set; } = string.Empty;

    /// <summary>How often this writer made the store's acquaintance: what it knew of rows before is worth nothing then.</summary>
    public int Joins { get; private set; }

    /// <summary>Epochs that were given up.</summary>
    public long EpochChanges { get; private set; }

    /// <summary>The kill switch as it was seen last.</summary>
    public string Halt { get; set; } = string.Empty;

    /// <summary>How far the store's clock had come when it was heard last: the clock of a store that was emptied begins there.</summary>
    public DateTimeOffset Clock { get; set; }

    public string LedgerId { get; private set; } = string.Empty;

    public ReadOnlyMemory<byte> SealKey => Volatile.Read(ref _sealKey);

    /// <summary>Lowest number that the store may have for this writer.</summary>
    public long Known => _known;

    /// <summary>Highest one: more than <see cref="Known"/> after commits of which nobody knows whether they happened.</summary>
    public long Highest => _highest;

    /// <summary>Losses seen since the process began.</summary>
    public int Losses { get; private set; }

    /// <summary>Gets what the next batch needs: the store's acquaintance, an epoch.</summary>
    /// <exception cref="RedisCallException">The server cannot be asked.</exception>
    public void Ready()
    {
        if (_mustJoin)
        {
            Join();
        }

        if (_mustChangeEpoch)
        {
            Epoch = ClaimEpoch();
            EpochChanges += _firstEpochTaken ? 1 : 0;
            (_mustChangeEpoch, _firstEpochTaken) = (false, true);
        }
    }

    /// <summary>Number of the next try to commit; never the same twice.</summary>
    public long NextNumber() => ++_tried;

    public string StampOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_instance}.{number:x}|");

    public void Committed(long number) => _known = _highest = number;

    /// <summary>A commit may have happened or may still happen: its numbers are burned with the epoch.</summary>
    public void OutcomeUnknown()
    {
        _highest = _tried;
        _mustChangeEpoch = true;
    }

    public void ChangeEpoch() => _mustChangeEpoch = true;

    /// <summary>The store has forgotten something, or another writer saw that it has.</summary>
    /// <param name="reason">What it looks like, for the operator.</param>
    public void Lost(string reason)
    {
        Losses++;
        BeginGeneration(reason);
    }

    /// <summary>The running generation ends with the next <see cref="Ready"/>, unless it has ended already.</summary>
    public void BeginGeneration(string reason)
    {
        _ending = StoredGeneration;
        _reason = reason;
        _mustChangeEpoch = true;
        _mustJoin = true;
    }

    private void Join()
    {
        var number = NextNumber();
        var found = (RedisValue[])connection.Evaluate(
            RedisScripts.Join,
            [names.Head, WriterKey, names.Usage],
            [
                Format,
                _joined ? LedgerId : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Convert.ToHexStringLower(_joined ? _sealKey : RandomNumberGenerator.GetBytes(32)),
                _ending ?? string.Empty,
                GenerationText.Write(new(Generations.Draw(), clock.GetUtcNow(), _reason)),
                Micros.Of(Clock),
                Halt,
                HaltText.Read(Halt) is { } halt ? Micros.Of(halt.Since) : 0,
                number,
                (long)Epochs.Memory.TotalMilliseconds,
            ])!;
        if (found[0] != Format)
        {
            throw new RedisCallException(
                $"The ledger {names.Head} has format {found[0]}, and this program knows {Format}. Start the version that wrote it, or a newer one.", mayHaveRun: false);
        }

        // Read before anything is believed: what cannot be read would be sent back otherwise.
        var generation = GenerationText.Read(found[3]!);
        HaltText.Read(found[4]!);
        if (_joined && found[1] != LedgerId && generation.Reason == Made)
        {
            // Who made it anew could not know that there was one; here it is known.
            generation = generation with { Reason = "Redis lost the ledger, and another program made it anew." };
        }

        LedgerId = found[1]!;
        Volatile.Write(ref _sealKey, Convert.FromHexString((string)found[2]!));
        StoredGeneration = found[3]!;
        Generation = generation;
        Halt = found[4]!;
        Clock = Micros.ToTime(found[5]!);
        serverTime.Hear(Micros.ToTime(found[6]!));
        Committed(number);
        Joins++;
        (_joined, _mustJoin, _ending) = (true, false, null);
    }

    private uint ClaimEpoch()
    {
        if (options.FirstEpoch is { } first && !_firstEpochTaken && TryClaim(first))
        {
            return first;
        }

        for (var draw = 0; draw < EpochDraws; draw++)
        {
            var epoch = Epochs.Draw(NoneTaken);
            if (TryClaim(epoch))
            {
                return epoch;
            }
        }

        throw new RedisCallException("No epoch is free: far too many signers were started during the last day.", mayHaveRun: false);
    }

    private bool TryClaim(uint epoch) => connection.Ask(database => database.StringSet(names.Epoch(epoch), _instance, Epochs.Memory, When.NotExists));
}
