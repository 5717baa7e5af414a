using System.Globalization;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State;

/// <summary>Keys and arguments of one run of the step script, in the order that the script wants.</summary>
internal sealed class StepRequest
{
    private readonly List<RedisKey> _keys = [];
    private readonly List<RedisValue> _rows = [];
    private readonly List<RedisValue> _events = [];
    private readonly List<ITouchedRow> _touched = [];

    /// <summary>Rows in the order of their keys.</summary>
    public IReadOnlyList<ITouchedRow> Touched => _touched;

    /// <summary>How many of them are plain strings; those come first.</summary>
    public int Texts { get; private set; }

    public int Events => _events.Count / 2;

    /// <summary>Adds a row: what the batch believes of it, and what it shall be.</summary>
    /// <param name="row">Hears when the belief was wrong.</param>
    /// <param name="address">Key and field.</param>
    /// <param name="kind">How it is kept.</param>
    /// <param name="stamp">Of the stored row; empty when there is none.</param>
    /// <param name="change">New text, its life in milliseconds (0: for ever) and parts; null when the row was only read.</param>
    public void Add(
        ITouchedRow row, (RedisKey Key, RedisValue Field) address, RowKind kind, string stamp, (string Text, long Life, IReadOnlyList<(string Part, string Text)> Parts)? change)
    {
        if (kind == RowKind.Text)
        {
            if (Texts != _touched.Count)
            {
                throw new InvalidOperationException("Plain strings come first.");
            }

            Texts++;
        }

        _touched.Add(row);
        _keys.Add(address.Key);
        _rows.Add(kind switch { RowKind.Text => "s", RowKind.Field => "f", _ => "h" });
        _rows.Add(address.Field);
        _rows.Add(stamp);
        _rows.Add(change?.Life ?? 0);
        _rows.Add(change?.Text ?? string.Empty);
        var parts = change?.Parts ?? [];
        _rows.Add(parts.Count);
        foreach (var (part, text) in parts)
        {
            _rows.Add(part);
            _rows.Add(text);
        }
    }

    /// <summary>Adds an event to the account.</summary>
    public void AddEvent(DateTimeOffset at, string text)
    {
        _events.Add(at.UtcTicks.ToString(CultureInfo.InvariantCulture));
        _events.Add(text);
    }

    public RedisKey[] Keys(params ReadOnlySpan<RedisKey> first) => [.. first, .. _keys];

    public RedisValue[] Values(params ReadOnlySpan<RedisValue> first) => [.. first, .. _rows, .. _events];
}

/// <summary>A row that a batch has read.</summary>
internal interface ITouchedRow
{
    /// <summary>The store has something else.</summary>
    /// <param name="content">A text, all fields of a hash, or an empty text for nothing.</param>
    void Correct(RedisResult content);
}
