using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace RemoteSigner.Api;

/// <summary>What the operator reads about each signature of a BYOC job, whichever API it was asked for through.</summary>
internal static partial class ByocJobLog
{
    /// <summary>Notes a signature.</summary>
    public static void Signed(ILogger logger, TenantId tenant, string capability, string job, string version) =>
        Write(logger, tenant, Printable(capability), Printable(job), version);

    // Version 0 of the signature covers no name, so nobody has looked at these.
    private static string Printable(string text) =>
        text.Length <= ByocJobMessage.MaxNameLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text : "(unprintable)";

    [LoggerMessage(2031, LogLevel.Information, "Signed a BYOC job for {Tenant}: capability {Capability}, job {Job}, signature {Version}.")]
    private static partial void Write(ILogger logger, TenantId tenant, string capability, string job, string version);
}
