using System.Net;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Accounts;

public sealed class PaymentTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private Payer _payer = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(Some.Fast(_clock), CancellationToken.None);
        _payer = new Payer(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task Payment_WithoutSegment_CreditsTheManifestItNames()
    {
        var info = await _payer.GetInfoAsync();

        await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, "5f2a9c01", 1, 2));

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("5f2a9c01", "payment", 2L), (account.Manifest, account.Kind, account.TicketsAccepted));
    }

    [Fact]
    public async Task Answer_Ordinary_HasFreshTermsAndTheSameToken()
    {
        var info = await _payer.GetInfoAsync();

        var result = await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, "m", 1));

        Assert.Equal(info.AuthToken, result.Info.AuthToken);
        Assert.NotEqual(info.TicketParams.RecipientRandHash, result.Info.TicketParams.RecipientRandHash);
        await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(result.Info, "m", 1));
    }

    [Fact]
    public async Task Answer_TicketParamsKept_RepeatsWhatWasPaidWith()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { AreTicketParamsKept = true };

        var result = await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, "m", 1));

        Assert.Equal((info.TicketParams, info.PriceInfo), (result.Info.TicketParams, result.Info.PriceInfo));
        await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(result.Info, "m", 2));
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, $"invalid ticket senderNonce: already seen sender={_payer.Address} nonce=2", await _payer.PostPaymentAsync(result.Info, "m", 2));
    }

    [Fact]
    public async Task Payment_UnreadableHeader_Is402()
    {
        var info = await _payer.GetInfoAsync();
        using var request = Payer.Request("/payment", null, _payer.Credentials("m", info), []);
        request.Headers.Remove("Livepeer-Payment");
        request.Headers.Add("Livepeer-Payment", "!");

        await AssertRefusedAsync(HttpStatusCode.PaymentRequired, "base64 decode error: illegal base64 data at input byte 0", await _payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Payment_CredentialsOfAnotherSender_Are403()
    {
        using var other = new Payer(_host);
        var info = await _payer.GetInfoAsync();

        var response = await _payer.Http.SendAsync(Payer.Request("/payment", _payer.Pay(info, 1), other.Credentials("m", info), []));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "ErrSegSig", response);
        Assert.Empty(_host.Stats().Accounts);
    }

    [Fact]
    public async Task Payment_ExpiredTerms_Are400AndCreditNothing()
    {
        var info = await _payer.GetInfoAsync();
        _clock.Advance(TimeSpan.FromSeconds(40 * 12));

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "TicketParams expired", await _payer.PostPaymentAsync(info, "m", 1));

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal((0L, 1L, "0"), (account.TicketsAccepted, account.NoncesUsed, account.CreditedEvWei));
    }

    [Fact]
    public async Task Payment_ManifestIsBinary_IsRefusedHereThoughTheNetworkTakesIt()
    {
        var info = await _payer.GetInfoAsync();

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "manifest id is not printable ASCII of at most 128 characters", await _payer.PostPaymentAsync(info, "a\0b", 1));
    }

    [Fact]
    public async Task LoseAnswer_Payment_IsCreditedAndTheConnectionCut()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Payment };

        await Assert.ThrowsAsync<HttpRequestException>(() => _payer.PostPaymentAsync(info, "m", 1));
        _host.Faults = FaultSettings.None;

        // The same tickets once more: refused, and by that the sender knows that they were credited.
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, $"invalid ticket senderNonce: already seen sender={_payer.Address} nonce=1", await _payer.PostPaymentAsync(info, "m", 1));
        Assert.Equal((1L, 1L), (_host.Stats().TicketsAccepted, _host.Stats().NonceRepeats));
    }

    [Fact]
    public async Task SlowAnswer_Payment_IsCreditedBeforeTheWait()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { SlowAnswer = FaultScope.Payment, SlowAnswerFor = TimeSpan.FromSeconds(20) };

        var payment = _payer.PostPaymentAsync(info, "m", 1);
        await Until.TrueAsync(() => _host.Stats(tickets: 0).StalledRequests > 0, "the answer never waited");

        Assert.Equal(1, _host.Stats().TicketsAccepted);
        Assert.False(payment.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await Payer.ReadPaymentAsync(await payment);
    }

    [Fact]
    public async Task RefusePayment_Text_IsTheAnswerAndIsCounted()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { RefusePayment = "orchestrator is inactive" };

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "orchestrator is inactive", await _payer.PostPaymentAsync(info, "m", 1));

        Assert.Equal(1, Assert.Single(_host.Stats().Accounts).Refusals["orchestrator is inactive"]);
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
}
