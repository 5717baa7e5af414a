using System.Text.Json;
using Livepeer.Audit.Tests.Support;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Writing;

public sealed class AppendTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Payment_Appended_HasOneRecordForItselfAndOneForEachSignature()
    {
        var entry = Assert.Single(await _folder.PaymentsAsync(1));
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(entry, CancellationToken.None);
            Assert.Equal(1 + 1 + entry.Tickets.Length + 1, log.Counters.Records);
        }

        var types = _folder.Lines.Select(LogFolder.TypeOf).ToArray();
        Assert.Equal(["start", "payment", .. Enumerable.Repeat("ticket", entry.Tickets.Length), "credentials", "stop", "checkpoint"], types);
        var found = Verify.IsWhole(_folder);
        Assert.True(found.IsClosed);
        Assert.Equal(_folder.Custodian.Address, found.Signer);
        Assert.Equal(found.Head.Sequence - 1, found.CoveredSequence);
    }

    [Fact]
    public async Task Ticket_Appended_HasItsFieldsAndTheHashOfItsSignature()
    {
        var entry = Assert.Single(await _folder.PaymentsAsync(1));
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        using var record = JsonDocument.Parse(_folder.Lines.First(line => LogFolder.TypeOf(line) == "ticket"));
        var (ticket, signature) = entry.Tickets[0];
        var json = record.RootElement;
        Assert.Equal(ticket.SenderNonce, json.GetProperty("senderNonce").GetUInt32());
        Assert.Equal(ticket.FaceValue.ToString(), json.GetProperty("faceValue").GetString());
        Assert.Equal(ticket.RecipientRandHash.ToString(), json.GetProperty("recipientRandHash").GetString());
        Assert.Equal(
            "0x" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(signature.ToArray())), json.GetProperty("signatureHash").GetString());
        Assert.DoesNotContain(signature.ToString(), _folder.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfWhatThisProcessRecorded_IsOneShortRecord()
    {
        await using (var log = _folder.Open())
        {
            var desk = _folder.Desk(log);
            await PaidAsync(desk, "a");
            await PaidAsync(desk, "a");
        }

        Assert.Single(_folder.Lines, line => LogFolder.TypeOf(line) == "replay");
        Assert.Single(_folder.Lines, line => LogFolder.TypeOf(line) == "payment");
    }

    // The ledger has the payment, and the process ended before the log had it: its signatures were never recorded, and are about to be released.
    [Fact]
    public async Task Replay_OfWhatAnEarlierProcessPaid_IsRecordedWhole()
    {
        var entry = Assert.Single(await _folder.PaymentsAsync(1));
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(entry with { Paid = entry.Paid with { Replayed = true } }, CancellationToken.None);
        }

        Assert.Contains("\"replay\":true", Assert.Single(_folder.Lines, line => LogFolder.TypeOf(line) == "payment"), StringComparison.Ordinal);
        Assert.Equal(entry.Tickets.Length, _folder.Lines.Count(line => LogFolder.TypeOf(line) == "ticket"));
    }

    [Fact]
    public async Task OtherSignatures_Appended_AreRecords()
    {
        var signature = await _folder.Custodian.SignAsync(Livepeer.Payments.Signables.OrchestratorIdentity.Of(_folder.Custodian.Address), CancellationToken.None);
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(new AuditEntry.Identity(_folder.Custodian.Address, signature), CancellationToken.None);
            await log.AppendAsync(new AuditEntry.ByocJob(Some.Tenant, "line\nfeed \ud800", default, signature), CancellationToken.None);
        }

        Assert.Equal(["start", "identity", "byoc_job", "stop", "checkpoint"], _folder.Lines.Select(LogFolder.TypeOf));
        Verify.IsWhole(_folder);
    }

    // What kill -9 cannot show: many entries share one flush, and each of them is behind one.
    [Fact]
    public async Task Entries_ThatWaitTogether_ShareOneFlush()
    {
        const int Waiting = 50;
        var entries = await _folder.PaymentsAsync(Waiting + 1);
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var disk = new FailingDisk();
        await using var log = _folder.Open(disk: disk);
        Assert.Equal(1, disk.Flushes);
        disk.Writing = () =>
        {
            begun.Release();
            goOn.Wait();
        };

        var first = log.AppendAsync(entries[0], CancellationToken.None).AsTask();
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30)));
        var others = entries.Skip(1).Select(entry => log.AppendAsync(entry, CancellationToken.None).AsTask()).ToArray();
        Assert.False(first.IsCompleted);
        Assert.Equal(Waiting, log.Counters.QueuedEntries);
        goOn.Release(1_000);
        await Task.WhenAll([first, .. others]);
        Assert.Equal(3, disk.Flushes);
        Assert.Equal((3L, Waiting + 2L), (log.Counters.Flushes, log.Counters.Entries));
    }

    [Fact]
    public async Task Queue_Full_RefusesAtOnce()
    {
        var entries = await _folder.PaymentsAsync(3);
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var disk = new FailingDisk();
        await using var log = _folder.Open(options => options with { MaxQueuedEntries = 1 }, disk);
        disk.Writing = () =>
        {
            begun.Release();
            goOn.Wait();
        };
        var first = log.AppendAsync(entries[0], CancellationToken.None).AsTask();
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30)));
        var second = log.AppendAsync(entries[1], CancellationToken.None).AsTask();
        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[2], CancellationToken.None));
        Assert.Equal(1, log.Counters.RefusedEntries);
        goOn.Release(1_000);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Log_Closed_Refuses()
    {
        var entries = await _folder.PaymentsAsync(1);
        var log = _folder.Open();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[0], CancellationToken.None));
    }

    private static async Task PaidAsync(PaymentDesk desk, string key) =>
        Assert.IsType<PaymentResult.Paid>(await desk.PayAsync(LogFolder.Order(key), CancellationToken.None));
}
