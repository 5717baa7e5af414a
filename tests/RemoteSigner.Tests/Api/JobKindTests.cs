using Google.Protobuf;
using Grpc.Core;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

/// <summary>What go-livepeer's signer cannot pay, and what it pays otherwise, by gRPC.</summary>
public sealed class JobKindTests
{
    [Fact]
    public async Task Live_FirstPayment_CoversTheBeginningAndSignsTheManifest()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var answer = await signer.PayAsync(Live("1", LiveUnit.Seconds, price: 1_000_000_000));

        Assert.Equal((10UL, "10000000000", 2u), (answer.BilledUnits, answer.FeeWei, answer.TicketCount));
        Assert.Equal(16u, answer.RunwaySeconds);
        var credentials = SegData.Parser.ParseFrom(Convert.FromBase64String(answer.SegmentHeader));
        Assert.Equal(("c37fb7db", 0L, 65), (credentials.ManifestId.ToStringUtf8(), credentials.Seq, credentials.Sig.Length));
    }

    [Fact]
    public async Task Live_Pixels_AreThoseOfANominalVideo()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var answer = await signer.PayAsync(Live("1", LiveUnit._720PPixelSeconds, price: 100));

        Assert.Equal(60UL * 27_648_000, answer.BilledUnits);
    }

    [Fact]
    public async Task Live_CoveredByCredit_StillHasValidHeaders()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Live("1", LiveUnit.Seconds, price: 1_000_000));
        await signer.PayAsync(Live("2", LiveUnit.Seconds, price: 1_000_000));

        var answer = await signer.PayAsync(Live("3", LiveUnit.Seconds, price: 1_000_000));

        Assert.Equal(0u, answer.TicketCount);
        Assert.Empty(Livepeer.Protos.Net.Payment.Parser.ParseFrom(Convert.FromBase64String(answer.PaymentHeader)).TicketSenderParams);
        Assert.Equal(65, SegData.Parser.ParseFrom(Convert.FromBase64String(answer.SegmentHeader)).Sig.Length);
    }

    [Fact]
    public async Task Live_PaymentReportedLost_IsTakenBack()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var paid = await signer.PayAsync(Live("1", LiveUnit.Seconds, price: 1_000_000_000));

        var report = new ReportOutcomeRequest { Settlements = { new Settlement { IdempotencyKey = "1", Outcome = Outcome.NotSent } } };
        var settled = Assert.Single((await signer.Payments.ReportOutcomeAsync(report, signer.As())).Results);

        Assert.Equal((SettlementState.Settled, "-10000000000"), (settled.State, settled.BalanceWei));
        Assert.Equal("10000000000", paid.FeeWei);
    }

    [Fact]
    public async Task Fixed_EachPayment_IsOneUnit()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = Requests.Ai("1", Priced(8_000_000_000));
        request.Fixed = new FixedJob { ManifestId = "c37fb7db", App = "pipeline/model" };

        var answer = await signer.PayAsync(request);

        Assert.Equal((1UL, "8000000000", 1u), (answer.BilledUnits, answer.FeeWei, answer.TicketCount));
    }

    [Fact]
    public async Task Byoc_BalanceOfTheToken_IsCountedIn()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var nothing = await signer.PayAsync(Byoc("1", seconds: 30, balance: ""));
        var most = await signer.PayAsync(Byoc("2", seconds: 30, balance: "119999999999"));
        var all = await signer.PayAsync(Byoc("3", seconds: 30, balance: "120000000000"));
        var longer = await signer.PayAsync(Byoc("4", seconds: 240, balance: ""));

        Assert.Equal([15u, 1u, 0u, 30u], [nothing.TicketCount, most.TicketCount, all.TicketCount, longer.TicketCount]);
        Assert.Equal(["30000000000", "240000000000"], [nothing.FeeWei, longer.FeeWei]);
        Assert.Empty(nothing.SegmentHeader);
    }

    [Fact]
    public async Task Byoc_WithoutAnAuthToken_IsPaid()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var orchestrator = Priced(1_000_000_000);
        orchestrator.AuthToken = null;
        var request = Byoc("1", seconds: 30, balance: "");
        request.OrchestratorInfo = orchestrator.ToByteString();

        Assert.Equal(15u, (await signer.PayAsync(request)).TicketCount);
    }

    [Theory]
    [InlineData(ByocSignatureVersion.V0)]
    [InlineData(ByocSignatureVersion.V1)]
    public async Task SignByocJob_Objects_AreSignedByTheSender(ByocSignatureVersion version)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = new SignByocJobRequest { Id = "job-1", Capability = "echo", Request = "{\"a\":\"ü\"}", Parameters = "{}", TimeoutSeconds = 30, Version = version };

        var answer = await signer.Payments.SignByocJobAsync(request, signer.As());

        ByocJobMessage? message;
        Assert.True(version == ByocSignatureVersion.V1
            ? ByocJobMessage.TryCreateV1("job-1", "echo", "{\"a\":\"ü\"}", "{}", 30, out message)
            : ByocJobMessage.TryCreateV0("{\"a\":\"ü\"}", "{}", out message));
        Assert.True(Secp256k1.Managed.TryRecover(message!.Digest().Digest, new Signature65(Convert.FromHexString(answer.Signature.AsSpan(2))), out var who));
        Assert.Equal((signer.Host.Sender, signer.Host.Sender.ToString()), (who, answer.Sender));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("[]", "{}")]
    [InlineData("{}", "{} {}")]
    [InlineData("{}", "{\"a\":\"\u0001\"}")]
    [InlineData("{\"a\":1", "}")]
    public async Task SignByocJob_AnythingElse_IsNotSigned(string request, string parameters)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await signer.Payments.SignByocJobAsync(new SignByocJobRequest { Request = request, Parameters = parameters }, signer.As()));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task PayStream_ManyRequests_AreAnsweredEachOnce()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var stream = signer.Payments.PayStream(signer.As());
        var answers = new List<PayStreamResponse>();
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in stream.ResponseStream.ReadAllAsync())
            {
                answers.Add(answer);
            }
        });

        for (var i = 0; i < 200; i++)
        {
            // Buckets of their own: one holds 64 payments without an outcome.
            var request = Requests.Ai(i % 50 == 49 ? "" : $"k{i}", Requests.Orchestrator($"params-{i % 4}"));
            request.Ai.ModelId = $"model-{i % 8}";
            await stream.RequestStream.WriteAsync(request);
        }

        await stream.RequestStream.CompleteAsync();
        await reading.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(200, answers.Count);
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Equal("invalid_request", answer.Refusal.Code));
        Assert.Equal(196, answers.Where(answer => answer.Payment is not null).Select(answer => answer.IdempotencyKey).Distinct().Count());
    }

    private static OrchestratorInfo Priced(long pricePerUnit)
    {
        var orchestrator = Requests.Orchestrator();
        orchestrator.PriceInfo.PricePerUnit = pricePerUnit;
        return orchestrator;
    }

    private static CreatePaymentRequest Live(string key, LiveUnit unit, long price)
    {
        var request = Requests.Ai(key, Priced(price));
        request.Live = new LiveJob { ManifestId = "c37fb7db", Unit = unit, App = "live-video-to-video/model" };
        return request;
    }

    private static CreatePaymentRequest Byoc(string key, uint seconds, string balance)
    {
        var request = Requests.Ai(key, Priced(1_000_000_000));
        request.Byoc = new ByocJob { Capability = "echo", Seconds = seconds, OrchestratorBalanceWei = balance };
        return request;
    }
}
