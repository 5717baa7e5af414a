using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;
using Livepeer.Wire.Video;
using TestKit;

namespace Livepeer.Wire.Tests.Offers;

public sealed class OrchestratorRequestsTests
{
    [Fact]
    public void Identity_Asked_IsTheRecordedRequest()
    {
        using var document = Vectors.Load("payments.json");
        foreach (var vector in document.RootElement.GetProperty("orchInfoSignatures").EnumerateArray())
        {
            var identity = new SenderIdentity(EthAddress.Parse(vector.Text("addressChecksummed")), new Signature65(vector.Hex("signature")));

            Assert.Equal(vector.Hex("orchestratorRequestProto"), OrchestratorRequests.GetOrchestrator(identity, needs: null).ToByteArray());
        }
    }

    [Fact]
    public void Nobody_Asked_IsTheZeroAddressWithoutSignature()
    {
        var request = OrchestratorRequests.GetOrchestrator(SenderIdentity.Nobody, JobCapabilities.ForVideo(VideoSource.Rtmp, VideoPresets.Default));

        Assert.Equal(new byte[20], request.Address.ToByteArray());
        Assert.True(request.Sig.IsEmpty);
        Assert.Equal(4099UL, Assert.Single(request.Capabilities.Bitstring));
    }

    [Fact]
    public void Session_Ended_EchoesTheToken()
    {
        var token = OrchestratorRequests.EndSession(Some.Token).AuthToken;

        Assert.Equal((Some.Token.SessionId, Some.Token.ExpirationUnixSeconds), (token.SessionId, token.Expiration));
        Assert.Equal(Some.Token.Token.ToArray(), token.Token.ToByteArray());
    }
}
