namespace RemoteSigner.Api;

/// <summary>What a request is called in the audit log: what its caller called it, or the server's own name.</summary>
internal static class RequestName
{
    public const string Header = "x-request-id";

    private const int MaxLength = 128;

    public static string Of(HttpContext context) => context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } given] && !given.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? given
        : context.TraceIdentifier;
}
