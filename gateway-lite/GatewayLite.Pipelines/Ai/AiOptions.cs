using System.ComponentModel.DataAnnotations;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Ai;

/// <summary>How AI requests are run. Limits are separate from those of video.</summary>
public sealed class AiOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Ai";

    /// <summary>Requests at orchestrators at the same time. Range 1 to 1,000, default 16.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; init; } = 16;

    /// <summary>Requests that may wait for a place; one more is answered "busy". Range 0 to 10,000, default 64.</summary>
    [Range(0, 10_000)]
    public int MaxWaiting { get; init; } = 64;

    /// <summary>Largest request body. Range 1 KiB to 64 MiB, default 1 MiB (the requests served now are JSON).</summary>
    [Range(1 << 10, 64 << 20)]
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Largest answer of an orchestrator. Range 64 KiB to 256 MiB, default 64 MiB: images may come inline.</summary>
    [Range(64 << 10, 256 << 20)]
    public int MaxResponseBytes { get; init; } = 64 << 20;

    /// <summary>Longest time for reading a request's body. Range 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Budget of one request from admission on, download of results excluded. Range 1 s to 1 h, default 120 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OverallTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Longest single attempt. Range 1 s to 1 h, default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Orchestrators tried for one request. Range 1 to 20, default 4.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; init; } = 4;

    /// <summary>What clients get for media. Default <see cref="AiResultMode.Rehost"/>.</summary>
    public AiResultMode ResultMode { get; init; } = AiResultMode.Rehost;

    /// <summary>Longest download of all results of a request. Range 1 s to 1 h, default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest single result. Range 64 KiB to 1 GiB, default 64 MiB.</summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxMediaBytes { get; init; } = 64 << 20;

    /// <summary>Largest results of one request together. Range 64 KiB to 1 GiB, default 128 MiB.</summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxRequestMediaBytes { get; init; } = 128 << 20;

    /// <summary>Ceiling in wei per unit; null for the payer's own ceilings only.</summary>
    public Rational? MaxPricePerUnit { get; init; }

    /// <summary>Model that a text-to-image request gets when it names none. Default as go-livepeer.</summary>
    [Required]
    public string TextToImageModel { get; init; } = "stabilityai/sdxl-turbo";
}

/// <summary>What clients get for media that an orchestrator made.</summary>
public enum AiResultMode
{
    /// <summary>The bytes are fetched and kept by this gateway; clients get its URL.</summary>
    Rehost,

    /// <summary>The bytes are in the answer, as a data URL.</summary>
    Inline,

    /// <summary>The orchestrator's own URL, valid for about 10 minutes.</summary>
    Passthrough,
}
