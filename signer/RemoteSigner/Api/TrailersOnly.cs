using System.Globalization;
using Grpc.Core;

namespace RemoteSigner.Api;

/// <summary>A gRPC answer that consists of its status alone, for calls that end before a service sees them.</summary>
internal static class TrailersOnly
{
    public static Task WriteAsync(HttpResponse response, StatusCode status, string message)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(message);
        return response.CompleteAsync();
    }
}
