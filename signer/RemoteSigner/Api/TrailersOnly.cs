using System.Globalization;
using Google.Protobuf;
using Livepeer.Payments.Desk;
using RemoteSigner.Api.Grpc;

namespace RemoteSigner.Api;

/// <summary>A gRPC answer that consists of its status and the refusal alone, for calls that end before a service sees them.</summary>
internal static class TrailersOnly
{
    public static Task WriteAsync(HttpResponse response, PaymentRefusal refusal)
    {
        var status = RefusalAnswer.StatusOf(refusal);
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Detail);

        // Binary metadata is base64 without padding. Source: gRPC over HTTP/2, "Custom-Metadata".
        response.Headers[RefusalAnswer.Trailer] = Convert.ToBase64String(RefusalAnswer.MessageOf(refusal).ToByteArray()).TrimEnd('=');
        return response.CompleteAsync();
    }
}
