using System.CommandLine;

namespace RemoteSigner.Cli.Audit;

/// <summary><c>remote-signer audit</c>: what was signed.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Looks at the audit log: the record of everything that was signed.") { VerifyCommand.Create() };
}
