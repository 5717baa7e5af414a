using System.Globalization;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Credentials;

/// <summary>The header Livepeer-Payment: a message, or the text of the answer 402.</summary>
internal sealed record PaymentHeader(Payment? Payment, string? Refusal)
{
    public const string Name = "Livepeer-Payment";

    /// <summary>An empty or missing header is an empty payment.</summary>
    public static PaymentHeader Read(string header)
    {
        if (!GoBase64.TryDecode(header, out var bytes, out var errorAt))
        {
            return new PaymentHeader(null, string.Create(CultureInfo.InvariantCulture, $"base64 decode error: illegal base64 data at input byte {errorAt}"));
        }

        try
        {
            return new PaymentHeader(Payment.Parser.ParseFrom(bytes), null);
        }
        catch (InvalidProtocolBufferException unreadable)
        {
            return new PaymentHeader(null, $"protobuf unmarshal error: proto: {unreadable.Message}");
        }
    }
}
