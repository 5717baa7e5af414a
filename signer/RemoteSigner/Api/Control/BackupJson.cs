using Livepeer.Ledger;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of POST /backup.</summary>
internal sealed record BackupJson(string File, long Bytes, DateTimeOffset At, long Generation)
{
    public static BackupJson Of(LedgerBackup backup) => new(backup.File, backup.Bytes, backup.At, backup.Generation);
}

/// <summary>Body of POST /backup.</summary>
/// <param name="File">Full path on the signer's machine.</param>
internal sealed record BackupRequestJson(string? File);
