using System.Text.Json;

namespace Livepeer.Audit.Records;

/// <summary>Names in records. They are part of the file format.</summary>
internal static class RecordNames
{
    public static readonly JsonEncodedText At = Of("at");
    public static readonly JsonEncodedText By = Of("by");
    public static readonly JsonEncodedText Type = Of("type");
    public static readonly JsonEncodedText Tenant = Of("tenant");
    public static readonly JsonEncodedText Key = Of("key");
    public static readonly JsonEncodedText Request = Of("request");
    public static readonly JsonEncodedText Replay = Of("replay");
    public static readonly JsonEncodedText Fingerprint = Of("fingerprint");
    public static readonly JsonEncodedText KeepUntil = Of("keepUntil");
    public static readonly JsonEncodedText Session = Of("session");
    public static readonly JsonEncodedText Sender = Of("sender");
    public static readonly JsonEncodedText Recipient = Of("recipient");
    public static readonly JsonEncodedText Bucket = Of("bucket");
    public static readonly JsonEncodedText RandHash = Of("recipientRandHash");
    public static readonly JsonEncodedText Plan = Of("plan");
    public static readonly JsonEncodedText FirstNonce = Of("firstNonce");
    public static readonly JsonEncodedText Tickets = Of("tickets");
    public static readonly JsonEncodedText Round = Of("round");
    public static readonly JsonEncodedText RoundBlockHash = Of("roundBlockHash");
    public static readonly JsonEncodedText Fee = Of("fee");
    public static readonly JsonEncodedText NewCredit = Of("newCredit");
    public static readonly JsonEncodedText BalanceAfter = Of("balanceAfter");
    public static readonly JsonEncodedText NoncesLeft = Of("noncesLeft");
    public static readonly JsonEncodedText BlocksLeft = Of("blocksLeft");
    public static readonly JsonEncodedText Meter = Of("meter");
    public static readonly JsonEncodedText Sequence = Of("sequence");
    public static readonly JsonEncodedText Units = Of("units");
    public static readonly JsonEncodedText From = Of("from");
    public static readonly JsonEncodedText Until = Of("until");
    public static readonly JsonEncodedText Balance = Of("balance");
    public static readonly JsonEncodedText PriceWei = Of("priceWei");
    public static readonly JsonEncodedText PriceUnits = Of("priceUnits");
    public static readonly JsonEncodedText GrantExpires = Of("grantExpires");
    public static readonly JsonEncodedText AuthId = Of("authId");
    public static readonly JsonEncodedText Usage = Of("usage");
    public static readonly JsonEncodedText Kind = Of("kind");
    public static readonly JsonEncodedText Capability = Of("capability");
    public static readonly JsonEncodedText Model = Of("model");
    public static readonly JsonEncodedText App = Of("app");
    public static readonly JsonEncodedText Unit = Of("unit");
    public static readonly JsonEncodedText Manifest = Of("manifest");
    public static readonly JsonEncodedText Orchestrator = Of("orchestrator");
    public static readonly JsonEncodedText Uri = Of("uri");
    public static readonly JsonEncodedText FaceValue = Of("faceValue");
    public static readonly JsonEncodedText WinProbability = Of("winProb");
    public static readonly JsonEncodedText SenderNonce = Of("senderNonce");
    public static readonly JsonEncodedText SignatureHash = Of("signatureHash");
    public static readonly JsonEncodedText SegmentHash = Of("segmentHash");
    public static readonly JsonEncodedText Renditions = Of("renditions");
    public static readonly JsonEncodedText Digest = Of("digest");
    public static readonly JsonEncodedText Head = Of("head");
    public static readonly JsonEncodedText UnixSeconds = Of("time");
    public static readonly JsonEncodedText Signature = Of("signature");
    public static readonly JsonEncodedText Version = Of("version");
    public static readonly JsonEncodedText Process = Of("process");
    public static readonly JsonEncodedText CutBytes = Of("cutBytes");
    public static readonly JsonEncodedText CutRecords = Of("cutRecords");
    public static readonly JsonEncodedText CutFile = Of("cutFile");
    public static readonly JsonEncodedText MissingRecord = Of("missingRecord");
    public static readonly JsonEncodedText MissingHash = Of("missingHash");
    public static readonly JsonEncodedText Failures = Of("failures");

    private static JsonEncodedText Of(string name) => JsonEncodedText.Encode(name);
}
