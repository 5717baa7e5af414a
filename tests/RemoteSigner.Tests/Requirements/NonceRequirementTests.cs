using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Requirements;

/// <summary>Requirements S2 and C1 through the front door: what is signed under one set of ticket parameters.</summary>
public sealed class NonceRequirementTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task S2_SamePaymentAskedAgainAndAfterARestart_IsTheSameBytes()
    {
        CreatePaymentResponse first;
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            first = await signer.PayAsync(Requests.Segment("once"));
            AssertSame(first, await signer.PayAsync(Requests.Segment("once")));
        }

        await using var restarted = await RunningSigner.StartAsync(_folder);

        AssertSame(first, await restarted.PayAsync(Requests.Segment("once")));
    }

    [Fact]
    public async Task S2_NonceOfOneSetOfParametersWhoeverPaysAndWhenever_HasOneSignature()
    {
        var other = _folder.AddTenant("tenant-b");
        var answers = new List<CreatePaymentResponse>();
        for (var run = 0; run < 2; run++)
        {
            await using var signer = await RunningSigner.StartAsync(_folder);

            // Every second request is asked twice at the same moment, and once more in the next run.
            var calls = Enumerable.Range(0, 10).SelectMany(i => new[] { (i, _folder.Token), (i, other), (i - (i % 2), _folder.Token) });
            answers.AddRange(await Task.WhenAll(calls.Select(call => signer.PayAsync(Requests.Ai($"k{call.Item1}"), call.Item2))));
        }

        var tickets = answers.Select(answer => Payment.Parser.ParseFrom(ByteString.FromBase64(answer.PaymentHeader)))
            .SelectMany(payment => payment.TicketSenderParams.Select(ticket => (ticket.SenderNonce, Signature: ticket.Sig.ToBase64()))).ToList();
        Assert.Equal(20, tickets.Select(ticket => ticket.SenderNonce).Distinct().Count());
        Assert.Equal(20, tickets.Distinct().Count());
        Assert.Equal(60, tickets.Count);
    }

    [Fact]
    public async Task C1_MorePaymentsAtOnceThanParametersHaveNonces_GetExactlyThoseThereAre()
    {
        await using var signer = await RunningSigner.StartAsync(_folder, ("nonce-limit", "50"));
        using var http = HttpCaller.WithToken(signer, _folder.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => TryAsync(signer, Requests.Ai($"k{i}"))));

        Assert.Equal(Enumerable.Range(1, 50), answers.Where(answer => answer.Payment is not null).Select(answer => (int)answer.Payment!.FirstNonce).Order());
        var refusals = answers.Where(answer => answer.Payment is null).Select(answer => answer.Refusal!).ToList();
        Assert.Equal(10, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(("nonce_space_exhausted", "50"), (refusal.Code, refusal.Limit)));

        // The same through go-livepeer's API: ask the orchestrator again.
        Assert.Equal(480, (await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Equal(1u, (await signer.PayAsync(Requests.Ai("fresh", Requests.Orchestrator("fresh")))).FirstNonce);
    }

    private static async Task<(CreatePaymentResponse? Payment, Refusal? Refusal)> TryAsync(RunningSigner signer, CreatePaymentRequest request)
    {
        try
        {
            return (await signer.PayAsync(request), null);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.FailedPrecondition)
        {
            return (null, RunningSigner.RefusalOf(failure));
        }
    }

    private static void AssertSame(CreatePaymentResponse first, CreatePaymentResponse again)
    {
        Assert.True(again.Replayed);
        Assert.NotEqual(0u, first.TicketCount);
        Assert.Equal((first.PaymentHeader, first.SegmentHeader), (again.PaymentHeader, again.SegmentHeader));
    }
}
