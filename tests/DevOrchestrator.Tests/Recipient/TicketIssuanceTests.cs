using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;
using Google.Protobuf;
using TestKit;

namespace DevOrchestrator.Tests.Recipient;

public sealed class TicketIssuanceTests
{
    public static TheoryData<string> Ids => [.. RecipientVectors.Root.GetProperty("issuance").EnumerateArray().Select(vector => vector.Text("id"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Issue_RecordedRequest_AnswersAsTheNetworkDoes(string id)
    {
        var vector = RecipientVectors.Root.GetProperty("issuance").EnumerateArray().Single(candidate => candidate.Text("id") == id);
        var chain = RecipientVectors.Chain(vector.GetProperty("chain"));
        var seed = vector.TryGetProperty("params", out var expected) ? expected.Number("seed") : 1;

        var issued = TicketIssuance.Issue(
            RecipientVectors.Policy(vector.GetProperty("orchestrator")),
            chain,
            vector.Address("recipient"),
            vector.Address("sender"),
            RecipientVectors.Price(vector.GetProperty("price")),
            vector.Hex("secret"),
            seed);

        if (vector.TryGetProperty("maxFloat", out _))
        {
            Assert.Equal(vector.Number("maxFloat"), TicketIssuance.MaxFloat(chain.Funds!, chain.PoolSize));
        }

        Assert.Equal(vector.GetProperty("error").GetString(), issued.Refusal);
        Assert.Equal(issued.Refusal is null, issued.Terms is not null);
        if (issued.Terms is { } terms)
        {
            Assert.Equal(expected.Hex("ticketParamsProto"), terms.ToWire().ToByteArray());
            var rand = RecipientRand.Derive(vector.Hex("secret"), vector.Address("sender"), terms, RecipientVectors.Price(vector.GetProperty("price")));
            Assert.Equal(expected.Hex("recipientRand"), rand);
            Assert.Equal(expected.Hex("recipientRandHash"), Keccak.Hash(rand));
        }
    }
}
