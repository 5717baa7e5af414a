using Livepeer.Audit;
using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>Options of the audit log.</summary>
internal static class AuditRows
{
    private const string Group = "Audit";
    private const long Mebibyte = 1024 * 1024;

    public static readonly ProgramOption<string> AuditDir = new()
    {
        Name = "audit-dir",
        Group = Group,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "Folder of the audit log: a record of every signature, on disk before the signature is released. One process owns it; made when missing, with mode 0700. Default: audit in the data folder.",
    };

    public static readonly ProgramOption<long> MaxFileMib = new()
    {
        Name = "audit-max-file-mib",
        Group = Group,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, AuditLogOptions.MaxMaxFileBytes / Mebibyte),
        DefaultText = (AuditLogOptions.DefaultMaxFileBytes / Mebibyte).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Help = "Size in MiB after which the audit log begins another file.",
    };

    public static readonly ProgramOption<long> KeepFiles = new()
    {
        Name = "audit-keep-files",
        Group = Group,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, 1_000_000),
        DefaultText = "0",
        Help = "Files of the audit log that are kept, the current one among them; older ones are deleted. 0 keeps all.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [AuditDir, MaxFileMib, KeepFiles];

    /// <summary>The folder, for commands too.</summary>
    public static string Folder(OptionValues values) =>
        values.Get(AuditDir) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, "audit");

    public static long MaxFileBytes(OptionValues values) => values.Get(MaxFileMib) * Mebibyte;
}
