namespace DevOrchestrator.Control;

/// <summary>Counts refusals by text. New texts beyond the bound are not counted.</summary>
/// <remarks>Not thread-safe: its owner locks.</remarks>
internal sealed class TextCounts(int maxTexts)
{
    /// <summary>What follows these in a text names the case, not the kind of refusal.</summary>
    private static readonly string[] Particulars = [" sender=", ", mid="];

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string text)
    {
        var kind = text.Split(Particulars, StringSplitOptions.None)[0];
        if (_counts.Count < maxTexts || _counts.ContainsKey(kind))
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        }
    }

    public IReadOnlyDictionary<string, long> Copy() => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);
}
