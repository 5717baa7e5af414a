using System.Globalization;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State;

/// <summary>What the step script says.</summary>
internal sealed class StepReply
{
    private const int FixedParts = 7;
    private readonly RedisResult[] _parts;

    public StepReply(RedisResult result)
    {
        _parts = (RedisResult[])result!;
        Outcome = Text(0) switch
        {
            "done" => StepOutcome.Done,
            "conflict" => StepOutcome.Conflict,
            "wait" => StepOutcome.Wait,
            "changed" => StepOutcome.OtherGeneration,
            "lost" or "stale" => StepOutcome.Lost,
            var other => throw new InvalidDataException($"The step script says '{other}'."),
        };
    }

    public StepOutcome Outcome { get; }

    public DateTimeOffset Server => Micros.ToTime(Text(1));

    /// <summary>Empty when the store has no head.</summary>
    public string Generation => Text(2);

    public string Halt => Text(3);

    public DateTimeOffset Clock => Micros.ToTime(Text(4));

    /// <summary>Who wrote last before this step.</summary>
    public string By => Text(6);

    /// <summary>Rows that the store has otherwise: index and content.</summary>
    public IEnumerable<(int Row, RedisResult Content)> Differences()
    {
        for (var i = FixedParts; i + 1 < _parts.Length; i += 2)
        {
            yield return (int.Parse((string)_parts[i]!, CultureInfo.InvariantCulture), _parts[i + 1]);
        }
    }

    private string Text(int part) => (string)_parts[part]!;
}

/// <summary>Outcomes of a step.</summary>
internal enum StepOutcome
{
    /// <summary>Not an outcome.</summary>
    Unknown,

    /// <summary>Everything is as the batch believed, and what it changes is stored.</summary>
    Done,

    /// <summary>Something is otherwise; nothing was stored.</summary>
    Conflict,

    /// <summary>It is another signer's turn; nothing was stored.</summary>
    Wait,

    /// <summary>Another signer saw a loss and began a new generation; nothing was stored.</summary>
    OtherGeneration,

    /// <summary>The store has forgotten commits of this writer; nothing was stored.</summary>
    Lost,
}
