using Livepeer.Audit.Tests.Support;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Reading;

public sealed class PaymentReaderTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Payments_OverSeveralFiles_ComeBackWholeAndNewestFirst()
    {
        var entries = await _folder.PaymentsAsync(9);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        Assert.True(_folder.Files.Count > 2);
        Assert.Equal(entries.Reverse().Select(entry => entry.Paid), log.PaymentsNewestFirst(DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task Payments_BehindARecordOfAnEarlierFile_ComeBackAlone()
    {
        var entries = await _folder.PaymentsAsync(9);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        var after = 0L;
        for (var i = 0; i < entries.Count; i++)
        {
            await log.AppendAsync(entries[i], CancellationToken.None);
            after = i == 4 ? log.Counters.Head.Sequence : after;
        }

        Assert.Equal(entries.Skip(5).Reverse().Select(entry => entry.Paid), log.PaymentsNewestFirst(DateTimeOffset.MinValue, after));
        Assert.Empty(log.PaymentsNewestFirst(DateTimeOffset.MinValue, log.Counters.Head.Sequence));
    }

    [Fact]
    public async Task FileTakenAwayWhileItIsRead_TheOthersComeBackAllTheSame()
    {
        var entries = await _folder.PaymentsAsync(9);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        var taken = _folder.Files[1];
        var gone = File.ReadAllText(taken);
        var read = new List<AuditedPayment>();
        foreach (var payment in log.PaymentsNewestFirst(DateTimeOffset.MinValue))
        {
            read.Add(payment);
            File.Delete(taken);
        }

        Assert.InRange(read.Count, 1, entries.Count - 1);
        Assert.Equal(entries.Reverse().Select(entry => entry.Paid).Where(payment => !gone.Contains($"\"{payment.Keys.IdempotencyKey}\"", StringComparison.Ordinal)), read);
    }

    [Fact]
    public async Task FileThatCannotBeRead_IsAnError()
    {
        var entries = await _folder.PaymentsAsync(9);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        var oldest = _folder.Files[0];
        File.Delete(oldest);
        Directory.CreateSymbolicLink(oldest, oldest);

        Assert.ThrowsAny<IOException>(() => log.PaymentsNewestFirst(DateTimeOffset.MinValue).Count());
    }

    [Fact]
    public async Task Payments_OlderThanAsked_EndTheReading()
    {
        await using var log = _folder.Open();
        var desk = _folder.Desk(log);
        await desk.PayAsync(LogFolder.Order("old", 1), CancellationToken.None);
        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.PayAsync(LogFolder.Order("new", 2), CancellationToken.None);
        Assert.Equal("new", Assert.Single(log.PaymentsNewestFirst(Some.Now.AddSeconds(30))).Keys.IdempotencyKey);
    }

    [Fact]
    public async Task Repetition_OfAnOldPayment_DoesNotEndTheReading()
    {
        var recording = new RecordingAuditLog();
        var desk = _folder.Desk(recording);
        await desk.PayAsync(LogFolder.Order("old", 1), CancellationToken.None);
        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.PayAsync(LogFolder.Order("new", 2), CancellationToken.None);
        await desk.PayAsync(LogFolder.Order("old", 1), CancellationToken.None);
        await using var log = _folder.Open();
        foreach (var entry in recording.Entries.Skip(1))
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        Assert.Equal("new", Assert.Single(log.PaymentsNewestFirst(Some.Now.AddSeconds(30))).Keys.IdempotencyKey);
    }

    [Fact]
    public async Task Payments_OfEveryKind_ComeBackAsTheyWere()
    {
        var recording = new RecordingAuditLog();
        var desk = _folder.Desk(recording);
        Job[] jobs =
        [
            Some.Segment(),
            Some.Ai(),
            new LiveJob(LiveUnit.PixelSeconds720p, "manifest \"quoted\"", "live-video-to-video/some/model", ReadOnlyMemory<byte>.Empty, []),
            new FixedJob("fixed", "app", ReadOnlyMemory<byte>.Empty, []),
            new UnitsJob(1_000_000, "units", "app", ReadOnlyMemory<byte>.Empty, []),
        ];
        for (var i = 0; i < jobs.Length; i++)
        {
            var order = LogFolder.Order($"job-{i}", i) with { Job = jobs[i] };
            var result = await desk.PayAsync(order with { Offer = order.Offer with { Price = new PriceInfo(1, 1), Transcoder = "https://ö.example/\u2028\n" } }, CancellationToken.None);
            Assert.True(result is PaymentResult.Paid, result.ToString());
        }

        await using var log = _folder.Open();
        foreach (var entry in recording.Entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }

        Assert.Equal(recording.Entries.Cast<AuditEntry.Payment>().Reverse().Select(entry => entry.Paid), log.PaymentsNewestFirst(DateTimeOffset.MinValue));
        Assert.Contains(recording.Entries.Cast<AuditEntry.Payment>(), entry => entry.Paid.IsMetered);
    }
}
