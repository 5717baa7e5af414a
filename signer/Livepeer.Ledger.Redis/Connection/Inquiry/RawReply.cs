namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>An answer in Redis's protocol.</summary>
/// <param name="Kind">Its first byte; '?' for what is no such answer.</param>
/// <param name="Text">Of an error or a string.</param>
/// <param name="Parts">Of an array; empty too for one that is null.</param>
internal sealed record RawReply(char Kind, string Text, IReadOnlyList<RawReply> Parts)
{
    public static RawReply Foreign { get; } = new('?', string.Empty, []);

    public bool IsForeign => Kind == '?';

    public bool IsError(string code) => Kind == '-' && Text.StartsWith(code, StringComparison.OrdinalIgnoreCase);
}
