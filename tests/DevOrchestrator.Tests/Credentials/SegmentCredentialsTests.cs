using DevOrchestrator.Credentials;
using DevOrchestrator.Tests.Recipient;
using Livepeer.Protos.Net;
using TestKit;

namespace DevOrchestrator.Tests.Credentials;

public sealed class SegmentCredentialsTests
{
    /// <summary>Accepted by the network, refused here on purpose: manifest ids that are not short printable ASCII, hashes that are not 32 bytes long.</summary>
    private static readonly string[] StricterThanTheNetwork = ["S-15", "S-16", "S-18", "S-22", "S-23", "S-24"];

    /// <summary>A time between the expired tokens of the recording and the others, which end in 2100.</summary>
    private const long NowUnixSeconds = 1_760_000_000;

    public static TheoryData<string> Ids => CredentialVectors.Ids("segCreds");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Read_RecordedHeader_JudgesAsTheNetworkDoes(string id)
    {
        var vector = CredentialVectors.Find("segCreds", id);

        var credentials = Read(vector);

        Assert.Equal(vector.GetProperty("accepted").GetBoolean(), credentials.Data is not null);
        CredentialVectors.AssertRefusal(vector, credentials.Refusal);
        if (credentials.Data is { } data)
        {
            Assert.Equal(vector.GetProperty("durationAsReadMs").GetInt32(), SegmentCredentials.Duration(data).TotalMilliseconds);
            Assert.Equal(vector.Hex("flattenedByOrchestrator"), SegmentMessage.Flatten(data));
            Assert.Equal(
                vector.GetProperty("profileNamesAsRead").EnumerateArray().Select(name => name.GetString()),
                SegmentMessage.Profiles(data).Select(SegmentMessage.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void CheckStrictly_AcceptedHeader_RefusedOnlyWhenNamed(string id)
    {
        if (Read(CredentialVectors.Find("segCreds", id)).Data is { } data)
        {
            Assert.Equal(StricterThanTheNetwork.Contains(id), SegmentCredentials.CheckStrictly(data) is not null);
        }
    }

    private static SegmentCredentials Read(System.Text.Json.JsonElement vector)
    {
        var isFull = vector.GetProperty("orchestratorFull").GetBoolean();
        var isRunning = vector.Text("name").Contains("session is running", StringComparison.Ordinal);
        return SegmentCredentials.Read(
            vector.Text("livepeerSegmentHeader"),
            vector.Address("sender"),
            new AuthTokens(CredentialVectors.Root.GetProperty("keys").Hex("authTokenSecret")),
            NowUnixSeconds,
            static (Capabilities? _) => true,
            _ => isFull && !isRunning);
    }
}
