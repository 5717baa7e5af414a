using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>A metered session is one balance at one orchestrator: two jobs must not share its clock and its credit.</summary>
public sealed class MeterManifestTests : IDisposable
{
    private const LiveUnit Pixels = LiveUnit.PixelSeconds720p;
    private const long Dear = 100_000_000_000;
    private readonly MeteredDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task OtherManifest_SameSession_IsRefused()
    {
        await _desk.PayAsync(MeteredDesk.Live("1"));
        await _desk.PayAsync(MeteredDesk.Live("2"));
        var refusal = await _desk.RefuseAsync(MeteredDesk.Live("3", manifestId: "another"));
        Assert.Equal((RefusalKind.SessionMismatch, "another", "c37fb7db"), (refusal.Kind, refusal.Actual, refusal.Limit));
    }

    [Fact]
    public async Task OtherManifest_FixedWork_IsRefused()
    {
        await _desk.PayAsync(MeteredDesk.Fixed("1"));
        Assert.Equal(RefusalKind.SessionMismatch, (await _desk.RefuseAsync(MeteredDesk.Fixed("2", "another"))).Kind);
    }

    // The orchestrator of live video-to-video names the balance in its answer to the first payment.
    [Fact]
    public async Task LiveVideo_NameGivenByTheOrchestrator_StaysFromThenOn()
    {
        await _desk.PayAsync(Video("1", "not known yet"));
        await _desk.PayAsync(Video("2", "4f2a91c0"));
        Assert.Equal("4f2a91c0", _desk.Meter.ManifestId);
        Assert.Equal(RefusalKind.SessionMismatch, (await _desk.RefuseAsync(Video("3", "not known yet"))).Kind);
    }

    // go-livepeer's signer does not look at it.
    [Fact]
    public async Task HttpCaller_OtherManifest_IsPaid()
    {
        await _desk.PayAsync(MeteredDesk.Fixed("1") with { Meter = new MeterOrder(OnlyIfDue: true) });
        Assert.Equal(1, (await _desk.PayAsync(MeteredDesk.Fixed("2", "another") with { Meter = new MeterOrder(0, OnlyIfDue: true) })).Plan.Meter!.Sequence);
        Assert.Equal("", _desk.Meter.ManifestId);
    }

    private static PaymentOrder Video(string key, string manifestId) => MeteredDesk.WithTicketsOf(MeteredDesk.Live(key, Pixels, manifestId), Dear);
}
