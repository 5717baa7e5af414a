using Livepeer.Hosting.Program;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Metrics;

/// <summary>State that is read when /metrics is asked for: ledger counters, chain view, funds, version.</summary>
internal static class ScrapedState
{
    public static void Register(IServiceProvider services, string curve)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var ledger = services.GetRequiredService<ILedgerStore>();
        var chain = services.GetRequiredService<IChainView>();
        var time = services.GetRequiredService<TimeProvider>();
        var make = metrics.Factory;
        make.CreateGauge("remote_signer_build_info", "Always 1; the labels say version and implementation of the curve.", "version", "curve")
            .WithLabels(ProductVersion.Text, curve).Set(1);
        var queue = make.CreateGauge("remote_signer_ledger_queue_orders", "Orders that wait for the ledger's next commit.");
        var largest = make.CreateGauge("remote_signer_ledger_largest_batch_orders", "Most orders that shared one commit since start.");
        var orders = make.CreateCounter("remote_signer_ledger_orders_total", "Orders that the ledger took.");
        var committed = make.CreateCounter("remote_signer_ledger_committed_orders_total", "Orders in all commits; divided by the commits it gives the mean batch.");
        var commits = make.CreateCounter("remote_signer_ledger_commits_total", "Commits that are in the store.");
        var failed = make.CreateCounter("remote_signer_ledger_failed_commits_total", "Commits that failed with all their orders.");
        var refused = make.CreateCounter("remote_signer_ledger_refused_orders_total", "Orders refused because the queue was full.");
        var writing = make.CreateCounter("remote_signer_ledger_commit_seconds_total", "Time spent in commits.");
        var lead = make.CreateGauge("remote_signer_ledger_clock_lead_seconds", "How far the ledger's clock is ahead of a wall clock that was set back.");
        var epochs = make.CreateCounter(
            "remote_signer_ledger_epoch_changes_total", "Times the writer gave up its epoch: a commit without a known outcome, a jump of the clock, a new generation.");
        var repetitions = make.CreateCounter(
            "remote_signer_ledger_repetitions_total", "Runs of batches beyond the first, because another signer on the same ledger was faster. 0 for a ledger in a file.");
        var losses = make.CreateCounter("remote_signer_ledger_losses_total", "Times it was seen that the ledger's store had lost something; each begins a new generation.");
        var block = make.CreateGauge("remote_signer_chain_l1_block", "Last L1 block seen.");
        var age = make.CreateGauge("remote_signer_chain_age_seconds", "Time since that block was seen.");
        var round = make.CreateGauge("remote_signer_chain_round", "Last initialized round.");
        var deposit = make.CreateGauge("remote_signer_deposit_wei", "The sender's deposit.");
        var reserve = make.CreateGauge("remote_signer_reserve_wei", "The sender's reserve that is left.");
        var withdraw = make.CreateGauge("remote_signer_withdraw_round", "Round from which on the funds can be withdrawn; 0 when they are not unlocking.");
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            var counters = ledger.Counters;
            queue.Set(counters.QueuedOrders);
            largest.Set(counters.LargestBatch);
            orders.IncTo(counters.Orders);
            committed.IncTo(counters.CommittedOrders);
            commits.IncTo(counters.Commits);
            failed.IncTo(counters.FailedCommits);
            refused.IncTo(counters.RefusedOrders);
            writing.IncTo(counters.CommitTime.TotalSeconds);
            epochs.IncTo(counters.EpochChanges);
            repetitions.IncTo(counters.Repetitions);
            losses.IncTo(counters.Losses);
            lead.Set(counters.ClockLead.TotalSeconds);
            if (chain.Current is { } view)
            {
                block.Set(view.LastSeenL1Block);
                age.Set((time.GetUtcNow() - view.L1BlockSeenAt).TotalSeconds);
                round.Set(view.LastInitializedRound);
                deposit.Set((double)view.Funds.Deposit.Amount);
                reserve.Set((double)view.Funds.ReserveFundsRemaining.Amount);
                withdraw.Set(view.Funds.WithdrawRound);
            }
        });
    }
}
