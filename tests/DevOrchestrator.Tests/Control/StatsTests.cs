using System.Numerics;
using System.Text.Json;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using DevOrchestrator.Tests.Hosting;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Control;

public sealed class StatsTests : IAsyncLifetime, IDisposable
{
    private DevOrchestratorHost _host = null!;
    private Payer _payer = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        _payer = new Payer(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task Sums_SeveralPayments_AreExact()
    {
        var info = await _payer.GetInfoAsync();
        await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, "a", 1, 2, 3));
        await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, "b", 4));

        var stats = _host.Stats();

        var accounts = stats.Accounts.ToDictionary(account => account.Manifest);
        Assert.Equal((Ev(info, 3), Face(info, 3)), (accounts["a"].CreditedEvWei, accounts["a"].FaceValueWei));
        Assert.Equal((Ev(info, 1), Face(info, 1)), (accounts["b"].CreditedEvWei, accounts["b"].FaceValueWei));
        Assert.Equal((3L, 0L), (accounts["a"].NoncesUsed, accounts["a"].NoncesRepeated));
        var sender = Assert.Single(stats.Senders);
        Assert.Equal((_payer.Address, 4L, Ev(info, 4), Face(info, 4)), (sender.Sender, sender.TicketsSeen, sender.SeenEvWei, sender.SeenFaceValueWei));
        Assert.Equal((4L, Ev(info, 4), Face(info, 4)), (sender.TicketsAccepted, sender.AcceptedEvWei, sender.AcceptedFaceValueWei));
    }

    [Fact]
    public async Task Sums_PaymentsAtTheSameTime_LoseNothing()
    {
        var info = await _payer.GetInfoAsync();

        await Task.WhenAll(Enumerable.Range(1, 24).Select(async nonce => await Payer.ReadPaymentAsync(await _payer.PostPaymentAsync(info, $"m{nonce % 3}", (uint)nonce))));

        var stats = _host.Stats();
        Assert.Equal((24L, Ev(info, 24), Ev(info, 24)), (stats.Senders[0].TicketsAccepted, stats.Senders[0].AcceptedEvWei, stats.CreditedEvWei));
        Assert.Equal(24, stats.Accepted.Select(ticket => ticket.Hash).Distinct().Count());
        Assert.All(stats.Accounts, account => Assert.Equal((8L, Ev(info, 8)), (account.TicketsAccepted, account.CreditedEvWei)));
    }

    [Fact]
    public async Task Seen_RefusedPayment_CountsWhatWasSignedButNotCredited()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { RefusePayment = "no" };
        await _payer.PostPaymentAsync(info, "a", 1, 2);

        var sender = Assert.Single(_host.Stats().Senders);

        Assert.Equal((2L, Ev(info, 2), 0L, "0"), (sender.TicketsSeen, sender.SeenEvWei, sender.TicketsAccepted, sender.AcceptedEvWei));
    }

    [Fact]
    public async Task Seen_SameTicketsAgain_CountOnce()
    {
        var info = await _payer.GetInfoAsync();
        await _payer.PostPaymentAsync(info, "a", 1, 2);
        await _payer.PostPaymentAsync(info, "a", 1, 2);

        var stats = _host.Stats();

        Assert.Equal((2L, 2L, 0L), (stats.Senders[0].TicketsSeen, stats.Senders[0].NonceRepeats, stats.Senders[0].NonceViolations));
        Assert.Equal((2L, 2L, 2L, 2L), (stats.Accounts[0].TicketsAccepted, stats.Accounts[0].TicketsRejected, stats.Accounts[0].NoncesUsed, stats.Accounts[0].NoncesRepeated));
        Assert.Equal(1, stats.Accounts[0].Refusals["invalid ticket senderNonce: already seen"]);
    }

    [Fact]
    public async Task Senders_UnsignedTickets_MakeNoSender()
    {
        var info = await _payer.GetInfoAsync();
        var payment = _payer.Pay(info, 1);
        payment.TicketSenderParams[0].SenderNonce = 2;

        await _payer.Http.SendAsync(Payer.Request("/payment", payment, _payer.Credentials("m", info), []));

        Assert.Empty(_host.Stats().Senders);
        Assert.Equal((0L, 1L, 0L), (_host.Stats().TicketsAccepted, _host.Stats().TicketsRejected, _host.Stats().Accounts[0].NoncesUsed));
    }

    [Fact]
    public async Task Accepted_Tickets_AreListedWithTheirHashes()
    {
        var info = await _payer.GetInfoAsync();
        await _payer.PostPaymentAsync(info, "a", 7);
        await _payer.PostPaymentAsync(await _payer.GetInfoAsync(), "b", 7);

        var accepted = _host.Stats().Accepted;

        Assert.Equal([("a", 7u), ("b", 7u)], accepted.Select(ticket => (ticket.Manifest, ticket.Nonce)));
        Assert.Equal(Convert.ToHexStringLower(info.TicketParams.RecipientRandHash.Span), accepted[0].RecipientRandHash);
        Assert.Equal(Convert.ToHexStringLower(_payer.TicketHash(info.TicketParams, 7)), accepted[0].Hash);
        Assert.NotEqual(accepted[0].Hash, accepted[1].Hash);
        Assert.All(accepted, ticket => Assert.Equal(_payer.Address, ticket.Sender));
    }

    [Fact]
    public async Task Kind_PaymentThenWork_IsThatOfTheWork()
    {
        var info = await _payer.GetInfoAsync();
        await _payer.PostPaymentAsync(info, info.AuthToken.SessionId, 1);

        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [2], 0, Some.Segment, Some.P240));
        await _payer.PostPaymentAsync(info, info.AuthToken.SessionId, 3);

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("segment", 3L), (account.Kind, account.TicketsAccepted));
    }

    [Fact]
    public async Task Json_Asked_NamesEverything()
    {
        await _payer.PostPaymentAsync(await _payer.GetInfoAsync(), "a", 1, 2);
        using var control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _host.ControlUri };

        using var stats = JsonDocument.Parse(await control.GetStringAsync(new Uri("/stats?tickets=1", UriKind.Relative)));

        Assert.Equal(2, Assert.Single(stats.RootElement.GetProperty("accepted").EnumerateArray()).GetProperty("nonce").GetInt32());
        Assert.Equal(2, Assert.Single(stats.RootElement.GetProperty("senders").EnumerateArray()).GetProperty("ticketsAccepted").GetInt32());
        var account = Assert.Single(stats.RootElement.GetProperty("accounts").EnumerateArray());
        Assert.Equal(("payment", 0), (account.GetProperty("kind").GetString(), account.GetProperty("noncesRepeated").GetInt32()));
        Assert.Equal((0, 0), (stats.RootElement.GetProperty("openSessions").GetInt32(), stats.RootElement.GetProperty("sessions").GetArrayLength()));
    }

    private static string Ev(OrchestratorInfo info, int tickets) =>
        new Rational(Number(info.TicketParams.FaceValue) * Number(info.TicketParams.WinProb) * tickets, (BigInteger.One << 256) - 1).ToString();

    private static string Face(OrchestratorInfo info, int tickets) => new Rational(Number(info.TicketParams.FaceValue) * tickets).ToString();

    private static BigInteger Number(Google.Protobuf.ByteString bytes) => new(bytes.Span, isUnsigned: true, isBigEndian: true);
}
