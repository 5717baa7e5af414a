using System.Diagnostics.CodeAnalysis;

namespace Livepeer.Ledger.State;

/// <summary>A bounded map that forgets what was not used for longest.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _byUse = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _byUse.Remove(node);
        }
        else if (_nodes.Count == capacity)
        {
            node = _byUse.Last!;
            _byUse.RemoveLast();
            _nodes.Remove(node.Value.Key);
        }
        else
        {
            node = new LinkedListNode<KeyValuePair<TKey, TValue>>(default);
        }

        node.Value = new(key, value);
        _byUse.AddFirst(node);
        _nodes[key] = node;
    }

    public void Remove(TKey key)
    {
        if (_nodes.Remove(key, out var node))
        {
            _byUse.Remove(node);
        }
    }

    public void Clear()
    {
        _nodes.Clear();
        _byUse.Clear();
    }
}
