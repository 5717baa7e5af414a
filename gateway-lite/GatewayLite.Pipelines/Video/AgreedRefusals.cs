namespace GatewayLite.Pipelines.Video;

/// <summary>
/// Whether orchestrators agree that this gateway's account or credentials are wrong. While they do, a stream stays where it is: going round would open a session with
/// every segment and change nothing. Thread-safe.
/// </summary>
internal sealed class AgreedRefusals(TimeProvider time)
{
    /// <summary>After this time the word of one is doubted again.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    // Unix milliseconds; written whole.
    private long _until;

    public bool IsAgreed => time.GetUtcNow().ToUnixTimeMilliseconds() < Interlocked.Read(ref _until);

    public void Agree() => Interlocked.Exchange(ref _until, (time.GetUtcNow() + Memory).ToUnixTimeMilliseconds());

    public void Disprove() => Interlocked.Exchange(ref _until, 0);
}
