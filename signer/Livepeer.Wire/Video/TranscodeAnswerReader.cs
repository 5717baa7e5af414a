using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Video;

/// <summary>Reads the body of an answer to <see cref="LivepeerPaths.Segment"/>. Garbage of any kind is a <see cref="WireFault"/>.</summary>
public static class TranscodeAnswerReader
{
    /// <summary>What an answer with neither error nor data counts as. Source: go-livepeer server/segment_rpc.go.</summary>
    public const string UnknownResponse = "UnknownResponse";

    private const string Message = "TranscodeResult";

    /// <summary>Reads an answer of at most <see cref="WireLimits.TranscodeResultBytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TranscodeAnswer? answer, [NotNullWhen(false)] out WireFault? fault)
    {
        answer = null;
        fault = null;
        if (bytes.Length > WireLimits.TranscodeResultBytes)
        {
            fault = new WireFault(Message, $"{bytes.Length} bytes", $"at most {WireLimits.TranscodeResultBytes} bytes");
            return false;
        }

        TranscodeResult result;
        try
        {
            result = TranscodeResult.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            fault = new WireFault(Message, "bytes that are no protobuf message of this type", "a serialized net.TranscodeResult");
            return false;
        }

        OrchestratorDescription? renewed = null;
        if (result.Info is not null && !OrchestratorInfoReader.TryRead(result.Info.ToByteArray(), out renewed, out fault))
        {
            return false;
        }

        var rules = new FieldRules();
        var read = Answer(result, renewed, rules);
        fault = rules.Fault;
        answer = fault is null ? read : null;
        return fault is null;
    }

    private static TranscodeAnswer Answer(TranscodeResult result, OrchestratorDescription? renewed, FieldRules rules)
    {
        if (result.Data is not { } data)
        {
            var error = string.IsNullOrEmpty(result.Error) ? UnknownResponse : Shortened(result.Error);
            return new TranscodeAnswer(result.Seq, error, [], Signature: null, renewed);
        }

        rules.Count("data.segments", data.Segments.Count, WireLimits.Renditions);
        ImmutableArray<Rendition> renditions =
        [
            .. data.Segments.Take(WireLimits.Renditions).Select(segment => new Rendition(
                rules.Text("data.segments.url", segment.Url, WireLimits.UriLength),
                rules.NotNegative("data.segments.pixels", segment.Pixels))),
        ];
        Signature65? signature = data.Sig.Length == Signature65.Size ? new Signature65(data.Sig.Span) : null;
        return new TranscodeAnswer(result.Seq, Error: "", renditions, signature, renewed);
    }

    private static string Shortened(string text) => text.Length <= WireLimits.ErrorTextBytes ? text : text[..WireLimits.ErrorTextBytes];
}
