using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Money;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Api;

/// <summary>Header values against those of an independent implementation.</summary>
public sealed class PaymentVectorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Payment_OfOneTicket_IsTheVectors(int index)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("payments")[index];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);

        var answer = await signer.PayAsync(Requests.Ai("k", Requests.Orchestrator(vector)));

        Assert.Equal(vector.Text("livepeerPaymentHeader"), answer.PaymentHeader);
        Assert.Equal(vector.Text("totalEvRat"), answer.ExpectedValueWei);
        Assert.Equal((1u, 1u), (answer.TicketCount, answer.FirstNonce));
    }

    [Fact]
    public async Task Payment_BehindSevenOthers_IsTheVectors()
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("payments")[1];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);
        var orchestrator = Requests.Orchestrator(vector);

        await signer.PayAsync(Requests.Ai("seven", orchestrator, UnitsFor(vector, tickets: 7)));
        var answer = await signer.PayAsync(Requests.Ai("three", orchestrator, UnitsFor(vector, tickets: 3)));

        Assert.Equal(vector.Text("livepeerPaymentHeader"), answer.PaymentHeader);
    }

    [Fact]
    public async Task Payment_CoveredByCredit_IsTheVectorWithoutTickets()
    {
        using var document = Vectors.Load("payments.json");
        var payments = document.RootElement.GetProperty("payments");
        using var folder = new SignerFolder(new PrivateKey(payments[2].Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);
        var orchestrator = Requests.Orchestrator(payments[0]);
        await signer.PayAsync(Requests.Ai("first", orchestrator));

        var second = Requests.Ai("second", orchestrator);
        second.Settlements.Add(new Settlement { IdempotencyKey = "first", Outcome = Outcome.Delivered, BilledUnits = 0 });
        var answer = await signer.PayAsync(second);

        Assert.Equal(0u, answer.TicketCount);
        Assert.Equal(payments[2].Text("livepeerPaymentHeader"), answer.PaymentHeader);
        Assert.NotEmpty(answer.SegmentHeader);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task SegmentCredentials_OfAVideoSegment_AreTheVectors(int index)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("segData")[index];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);
        var orchestrator = Requests.Orchestrator();
        var token = vector.GetProperty("authToken");
        orchestrator.AuthToken = new Livepeer.Protos.Net.AuthToken
        {
            Token = Requests.Bytes(token.Text("token")),
            SessionId = token.Text("sessionId"),
            Expiration = token.GetProperty("expiration").GetInt64(),
        };
        var request = Requests.Segment("k", orchestrator);
        request.VideoSegment = Segment(vector);

        var answer = await signer.PayAsync(request);

        Assert.Equal(vector.Text("livepeerSegmentHeader"), answer.SegmentHeader);
    }

    private static VideoSegmentJob Segment(JsonElement vector)
    {
        var job = new VideoSegmentJob
        {
            ManifestId = vector.Text("manifestId"),
            Sequence = vector.GetProperty("seq").GetUInt64(),
            SegmentHash = Requests.Bytes(vector.Text("segmentHash")),
            DurationMillis = vector.GetProperty("durationMs").GetUInt32(),
        };
        foreach (var profile in vector.GetProperty("profiles").EnumerateArray())
        {
            job.Profiles.Add(new VideoProfileSpec
            {
                Name = profile.Text("name"),
                Width = Number(profile, "width"),
                Height = Number(profile, "height"),
                Bitrate = Number(profile, "bitrate"),
                Fps = Number(profile, "fps"),
                FpsDen = Number(profile, "fpsDen"),
                Format = Number(profile, "format"),
                Profile = Number(profile, "profile"),
            });
        }

        return job;
    }

    private static uint Number(JsonElement profile, string name) => profile.TryGetProperty(name, out var value) ? value.GetUInt32() : 0;

    private static ulong UnitsFor(JsonElement vector, int tickets)
    {
        var value = Rational.Parse(vector.Text("ticketEvRat"));
        var price = vector.GetProperty("expectedPrice");
        var perUnit = new Rational(price.GetProperty("pricePerUnit").GetInt64(), price.GetProperty("pixelsPerUnit").GetInt64());
        return (ulong)(value * new Rational(tickets) / perUnit).Floor();
    }
}
