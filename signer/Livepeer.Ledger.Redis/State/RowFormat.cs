using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State;

/// <summary>How one kind of row is named and written.</summary>
internal abstract class RowFormat<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    /// <summary>How the store keeps it.</summary>
    public abstract RowKind Kind { get; }

    /// <summary>Where it is.</summary>
    public abstract RedisKey KeyOf(TKey key);

    /// <summary>Its field, where the key is a hash.</summary>
    public virtual RedisValue FieldOf(TKey key) => RedisValue.EmptyString;

    /// <summary>When the ledger stops to show it; null for never.</summary>
    public virtual DateTimeOffset? EndOf(TRow row) => null;

    public abstract string Write(TRow row);

    /// <summary>What else of the row changes: part and text, or part and nothing to remove it.</summary>
    public virtual IReadOnlyList<(string Part, string Text)> Parts(TRow? stored, TRow row) => [];

    /// <param name="key">Where it is.</param>
    /// <param name="text">Without its stamp.</param>
    /// <param name="parts">The other fields of a hash of its own.</param>
    public abstract TRow Read(TKey key, string text, IReadOnlyList<(string Part, string Text)> parts);
}

/// <summary>How the store keeps a row.</summary>
internal enum RowKind
{
    /// <summary>Not a kind.</summary>
    Unknown,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A field of a hash that it shares with other rows.</summary>
    Field,

    /// <summary>A hash of its own: a head and parts.</summary>
    Hash,
}
