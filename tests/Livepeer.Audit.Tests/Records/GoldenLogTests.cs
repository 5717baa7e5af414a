using System.Text;
using Livepeer.Audit.Reading;
using Livepeer.Audit.Records;
using Livepeer.Audit.Tests.Support;
using Livepeer.Audit.Verification;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Records;

/// <summary>
/// A log as the program writes it, made with the vectors' key. Its bytes are the file format: records of years ago must be read and verified, and records of today
/// must not look different unless that is meant.
/// </summary>
public sealed class GoldenLogTests : IDisposable
{
    private const string Name = "audit-0000000000000001.jsonl";
    private const string LogName = "0123456789abcdef";
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    // As it was before payments had a label and a unit.
    private static readonly string Early = Path.Combine(Golden, "Early");
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Records_OfEveryKind_AreTheBytesOfTheGoldenLog() =>
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Golden, Name)), await WriteAsync());

    [Fact]
    public void GoldenLog_Verified_IsWholeAndSigned()
    {
        var found = Verify.Of(Golden, new AuditVerificationOptions { Signer = _folder.Custodian.Address });
        Assert.Empty(found.Findings);
        Assert.Equal((1L, 1L, true), (found.FirstSequence, found.Checkpoints, found.IsClosed));
        Assert.Equal(Hash32.Parse("5e3033cbe38279dba54f4e1a52e919b43710714a6e5e55ec00474d133ccd895c"), found.Head.Hash);
    }

    [Fact]
    public async Task GoldenLog_ReadBack_GivesItsPayments()
    {
        var entries = await EntriesAsync();
        Assert.Equal(entries.Reverse().Select(entry => entry.Paid), PaymentReader.NewestFirst(Golden, DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task EarlyGoldenLog_VerifiedAndReadBack_LacksLabelAndUnit()
    {
        Assert.Empty(Verify.Of(Early, new AuditVerificationOptions { Signer = _folder.Custodian.Address }).Findings);
        var entries = await EntriesAsync();
        Assert.Contains(entries, entry => entry.Paid.Usage is { App: not null, Unit: not LiveUnit.Unknown });
        Assert.Equal(
            entries.Reverse().Select(entry => entry.Paid with { Usage = entry.Paid.Usage with { App = null, Unit = LiveUnit.Unknown } }),
            PaymentReader.NewestFirst(Early, DateTimeOffset.MinValue));
    }

    private async Task<IReadOnlyList<AuditEntry.Payment>> EntriesAsync()
    {
        var recording = new RecordingAuditLog();
        var desk = _folder.Desk(recording);
        var live = new LiveJob(LiveUnit.PixelSeconds720p, "manifest", "live-video-to-video/some/model", ReadOnlyMemory<byte>.Empty, []);
        PaymentOrder[] orders = [LogFolder.Order("video", 1), LogFolder.Order("ai", 2) with { Job = Some.Ai() }, LogFolder.Order("live", 3) with { Job = live, Offer = Some.Offer("params-3") with { Price = new(1, 1) } }];
        foreach (var order in orders)
        {
            var result = await desk.PayAsync(order, CancellationToken.None);
            Assert.True(result is PaymentResult.Paid, result.ToString());
        }

        return [.. recording.Entries.Cast<AuditEntry.Payment>().Select(entry => entry with { Tickets = [.. entry.Tickets.Take(2)] })];
    }

    private async Task<string> WriteAsync()
    {
        var signature = await _folder.Custodian.SignAsync(OrchestratorIdentity.Of(_folder.Custodian.Address), CancellationToken.None);
        var entries = await EntriesAsync();
        using var lines = new RecordBuffer(1_024);
        var head = default(AuditHead);
        Append(rendered => rendered.Add(RecordTypes.Start, 0, static (json, _) =>
        {
            json.WriteNumber(RecordNames.CutBytes, 0);
            json.WriteNumber(RecordNames.CutRecords, 0);
        }));
        Append(rendered => EntryForm.Add(rendered, new AuditEntry.Identity(_folder.Custodian.Address, signature), isRepetition: false));
        foreach (var entry in entries)
        {
            Append(rendered => EntryForm.Add(rendered, entry, isRepetition: false));
        }

        Append(rendered => EntryForm.Add(rendered, entries[0] with { Paid = entries[0].Paid with { Replayed = true } }, isRepetition: true));
        Append(rendered => EntryForm.Add(rendered, new AuditEntry.ByocJob(Some.Tenant, "request-9", Some.Hash("job"), signature), isRepetition: false));
        Append(rendered => rendered.Add(RecordTypes.Stop, 0, static (_, _) => { }));
        Assert.True(AuditCheckpointMessage.TryCreate(LogName, head.Sequence, head.Hash, Some.Now.ToUnixTimeSeconds(), out var message));
        var signed = await _folder.Custodian.SignAsync(message.Digest(), CancellationToken.None);
        var covered = head;
        Append(rendered => rendered.Add(RecordTypes.Checkpoint, 0, (json, _) => CheckpointForm.Write(json, covered, Some.Now, _folder.Custodian.Address, signed)));
        return Encoding.UTF8.GetString(lines.Written);

        void Append(Action<RenderedEntry> add)
        {
            using var rendered = new RenderedEntry(LogName, Some.Now);
            add(rendered);
            for (var i = 0; i < rendered.Records; i++)
            {
                head = ChainLine.Append(lines, rendered[i], head);
            }
        }
    }
}
