using Livepeer.Audit.Verification;

namespace Livepeer.Audit.Tests.Support;

/// <summary>Verifies a log.</summary>
internal static class Verify
{
    public static AuditVerification Of(LogFolder folder, AuditVerificationOptions? options = null) => Of(folder.Path, options);

    public static AuditVerification Of(string folder, AuditVerificationOptions? options = null) =>
        AuditVerifier.Run(folder, options ?? new AuditVerificationOptions(), static _ => { }, CancellationToken.None);

    public static AuditVerification IsWhole(LogFolder folder)
    {
        var found = Of(folder);
        Assert.Empty(found.Findings);
        return found;
    }
}
