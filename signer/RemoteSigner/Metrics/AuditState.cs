using Livepeer.Audit;

namespace RemoteSigner.Metrics;

/// <summary>The audit log, read when /metrics is asked for.</summary>
internal static class AuditState
{
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var audit = services.GetRequiredService<FileAuditLog>();
        var make = metrics.Factory;
        var records = make.CreateCounter("remote_signer_audit_records_total", "Records written to the audit log: one for each signature, and those about payments, starts and checkpoints.");
        var flushes = make.CreateCounter("remote_signer_audit_flushes_total", "Batches of the audit log flushed to the disk (fsync).");
        var failures = make.CreateCounter("remote_signer_audit_failures_total", "Batches that the audit log could not write; nothing of them was released.");
        var refused = make.CreateCounter("remote_signer_audit_refused_entries_total", "Entries refused because too many waited for the audit log's disk.");
        var bytes = make.CreateCounter("remote_signer_audit_bytes_total", "Bytes written to the audit log.");
        var writing = make.CreateCounter("remote_signer_audit_flush_seconds_total", "Time spent writing and flushing the audit log.");
        var queue = make.CreateGauge("remote_signer_audit_queue_entries", "Entries that wait for the audit log's next flush.");
        var head = make.CreateGauge("remote_signer_audit_head", "Number of the audit log's last record. It never goes back.");
        var checkpoints = make.CreateCounter("remote_signer_audit_checkpoints_total", "Heads of the audit log signed with the deposit key.");
        var unsigned = make.CreateCounter("remote_signer_audit_failed_checkpoints_total", "Heads that could not be signed or recorded; tried again.");
        var anchors = make.CreateCounter("remote_signer_audit_anchors_total", "Times that the ledger was told how far the audit log is.");
        var untold = make.CreateCounter("remote_signer_audit_failed_anchors_total", "Times that the ledger could not be told how far the audit log is; tried again.");
        var anchored = make.CreateGauge("remote_signer_audit_anchored", "Number of the last record of the audit log that this process told the ledger of; 0 before the first one.");
        make.CreateGauge("remote_signer_audit_cut", "1 when the last start did not find the record of the audit log that the ledger knew: the log was cut or replaced.").Set(audit.Cut is null ? 0 : 1);
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            var counters = audit.Counters;
            records.IncTo(counters.Records);
            flushes.IncTo(counters.Flushes);
            failures.IncTo(counters.Failures);
            refused.IncTo(counters.RefusedEntries);
            bytes.IncTo(counters.Bytes);
            writing.IncTo(counters.FlushTime.TotalSeconds);
            queue.Set(counters.QueuedEntries);
            head.Set(counters.Head.Sequence);
            checkpoints.IncTo(counters.Checkpoints);
            unsigned.IncTo(counters.FailedCheckpoints);
            anchors.IncTo(counters.Anchors);
            untold.IncTo(counters.FailedAnchors);
            anchored.Set(counters.Anchored);
        });
    }
}
