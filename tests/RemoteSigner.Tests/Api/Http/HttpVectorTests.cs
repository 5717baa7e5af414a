using System.Text.Json;
using Livepeer.Crypto;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Whole answers against those of an independent implementation, byte for byte.</summary>
public sealed class HttpVectorTests
{
    public static TheoryData<int> Requests() => [0, 1];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task FirstPayment_OfAVector_IsTheVectors(int index)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("remoteSignerHttp")[index];
        var expected = vector.GetProperty("expect");
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder, Preconditions(vector.GetProperty("preconditions")));
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.PayAsync(vector.GetProperty("request").GetRawText());

        Assert.Equal((expected.GetProperty("status").GetInt32(), "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(expected.Text("payment"), answer.Json["payment"]!.GetValue<string>());
        Assert.Equal(expected.Text("segCreds"), answer.Json["segCreds"]!.GetValue<string>());
        var state = answer.Content;
        Assert.Equal(expected.Text("stateBalance"), state.Text("Balance"));
        Assert.Equal(expected.Text("statePMSessionID"), state.Text("PMSessionID"));
        Assert.Equal(expected.GetProperty("stateSenderNonce").GetInt64(), state.GetProperty("SenderNonce").GetInt64());
        Assert.Equal(0, state.GetProperty("SequenceNumber").GetInt64());
        Assert.Equal(vector.GetProperty("orchestratorInfo").Text("address"), state.Text("OrchestratorAddress"));
    }

    [Fact]
    public async Task Identity_OfAVector_IsTheVectors()
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("orchInfoSignatures")[0];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info");

        Assert.Equal(vector.Text("signature"), answer.Json["signature"]!.GetValue<string>());
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task State_OfAPayment_HasTheMembersOfGoLivepeersInTheirOrder()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.PayAsync(HttpCaller.Units(Support.Requests.Orchestrator(), 1));

        Assert.Equal(
            [
                "StateID", "PMSessionID", "LastUpdate", "OrchestratorAddress", "App", "AuthExpiry", "SenderNonce", "Balance", "InitialPricePerUnit",
                "InitialPixelsPerUnit", "Type", "SequenceNumber", "AuthID", "Tenant",
            ],
            answer.Content.EnumerateObject().Select(member => member.Name));
    }

    private static (string Name, string Value)[] Preconditions(JsonElement preconditions) =>
    [
        ("chain-l1-block", preconditions.Text("lastSeenL1Block")),
        ("chain-deposit-wei", preconditions.Text("deposit")),
        ("chain-reserve-wei", preconditions.Text("reserveFundsRemaining")),
        ("chain-round", preconditions.Text("lastInitializedRound")),
        ("maxTicketEV", preconditions.Text("maxTicketEV")),
        ("maxTotalEV", preconditions.Text("maxTotalEV")),
    ];
}
