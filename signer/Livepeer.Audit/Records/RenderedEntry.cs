using System.Buffers;
using System.Text.Json;

namespace Livepeer.Audit.Records;

/// <summary>
/// The records of one entry, finished but for number and chain, which only the writer knows. Made on the caller's thread, so that the one thread that
/// writes does nothing but copy and hash.
/// </summary>
internal sealed class RenderedEntry : IDisposable
{
    private readonly RecordBuffer _bytes = new(1_024);
    private readonly List<int> _ends = [];
    private readonly Utf8JsonWriter _json;
    private readonly string _logId;
    private readonly DateTimeOffset _at;

    public RenderedEntry(string logId, DateTimeOffset at)
    {
        (_logId, _at) = (logId, at);
        _json = new Utf8JsonWriter((IBufferWriter<byte>)_bytes);
    }

    public int Records => _ends.Count;

    public int Length => _bytes.Length;

    /// <summary>One record from its brace to its brace.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.Written[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    public RenderedEntry Add<T>(JsonEncodedText type, T value, Action<Utf8JsonWriter, T> write)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.Write(RecordNames.At, _at);
        _json.WriteString(RecordNames.By, _logId);
        _json.WriteString(RecordNames.Type, type);
        write(_json, value);
        _json.WriteEndObject();
        _json.Flush();
        _ends.Add(_bytes.Length);
        return this;
    }

    public void Dispose()
    {
        _json.Dispose();
        _bytes.Dispose();
    }
}
