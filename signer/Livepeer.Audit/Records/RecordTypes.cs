using System.Text.Json;

namespace Livepeer.Audit.Records;

/// <summary>What a record can be. Names are part of the file format.</summary>
internal static class RecordTypes
{
    public static readonly JsonEncodedText Start = JsonEncodedText.Encode("start");
    public static readonly JsonEncodedText Stop = JsonEncodedText.Encode("stop");

    /// <summary>Writing works again after it failed.</summary>
    public static readonly JsonEncodedText Resume = JsonEncodedText.Encode("resume");
    public static readonly JsonEncodedText Payment = JsonEncodedText.Encode("payment");
    public static readonly JsonEncodedText Ticket = JsonEncodedText.Encode("ticket");
    public static readonly JsonEncodedText Credentials = JsonEncodedText.Encode("credentials");

    /// <summary>The signatures of a payment that this process recorded before were released once more.</summary>
    public static readonly JsonEncodedText Replay = JsonEncodedText.Encode("replay");
    public static readonly JsonEncodedText ByocJob = JsonEncodedText.Encode("byoc_job");
    public static readonly JsonEncodedText Identity = JsonEncodedText.Encode("identity");
    public static readonly JsonEncodedText Checkpoint = JsonEncodedText.Encode("checkpoint");
}
