using FsCheck;
using FsCheck.Xunit;
using Google.Protobuf;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;
using TestKit;

namespace Livepeer.Wire.Tests.Offers;

public sealed class OrchestratorInfoReaderTests
{
    public static TheoryData<string, Action<OrchestratorInfo>, string> Malformed { get; } = new()
    {
        { "recipient of 19 bytes", info => info.TicketParams.Recipient = Bytes(19), "ticket_params.recipient has 19 bytes; accepted is 20 bytes." },
        { "recipient of 32 bytes", info => info.TicketParams.Recipient = Bytes(32), "ticket_params.recipient has 32 bytes; accepted is 20 bytes." },
        { "no recipient", info => info.TicketParams.Recipient = Bytes(0), "ticket_params.recipient has 0 bytes; accepted is 20 bytes." },
        { "face value of 33 bytes", info => info.TicketParams.FaceValue = Bytes(33), "ticket_params.face_value has 33 bytes; accepted is at most 32 bytes." },
        { "win probability of 33 bytes", info => info.TicketParams.WinProb = Bytes(33), "ticket_params.win_prob has 33 bytes; accepted is at most 32 bytes." },
        { "random hash of 31 bytes", info => info.TicketParams.RecipientRandHash = Bytes(31), "ticket_params.recipient_rand_hash has 31 bytes; accepted is 32 bytes." },
        { "seed of 40 bytes", info => info.TicketParams.Seed = Bytes(40), "ticket_params.seed has 40 bytes; accepted is at most 32 bytes." },
        { "expiration block of 33 bytes", info => info.TicketParams.ExpirationBlock = Bytes(33), "ticket_params.expiration_block has 33 bytes; accepted is at most 32 bytes." },
        { "round hash of 33 bytes", info => info.TicketParams.ExpirationParams.CreationRoundBlockHash = Bytes(33), "ticket_params.expiration_params.creation_round_block_hash has 33 bytes; accepted is 32 bytes." },
        { "negative round", info => info.TicketParams.ExpirationParams.CreationRound = -1, "ticket_params.expiration_params.creation_round has a negative number; accepted is 0 or more." },
        { "address of 21 bytes", info => info.Address = Bytes(21), "address has 21 bytes; accepted is 20 bytes." },
        { "negative price", info => info.PriceInfo.PricePerUnit = -1, "price_info.pricePerUnit has a negative number; accepted is 0 or more." },
        { "negative units", info => info.PriceInfo.PixelsPerUnit = -1, "price_info.pixelsPerUnit has a negative number; accepted is 0 or more." },
        { "huge token", info => info.AuthToken.Token = Bytes(1025), "auth_token.token has 1025 bytes; accepted is at most 1024 bytes." },
        { "newline in session id", info => info.AuthToken.SessionId = "a\nb", "auth_token.session_id has control characters or invalid UTF-8; accepted is printable text." },
        { "long session id", info => info.AuthToken.SessionId = new string('a', 129), "auth_token.session_id has 129 characters; accepted is at most 128 characters." },
        { "negative expiration", info => info.AuthToken.Expiration = -1, "auth_token.expiration has a negative number; accepted is 0 or more." },
        { "long transcoder", info => info.Transcoder = new string('a', 2049), "transcoder has 2049 characters; accepted is at most 2048 characters." },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void MalformedField_Read_NamesIt(string what, Action<OrchestratorInfo> spoil, string message)
    {
        var info = Valid();
        spoil(info);

        Assert.False(OrchestratorInfoReader.TryReadOffer(info.ToByteArray(), out var offer, out var fault), what);
        Assert.Null(offer);
        Assert.Equal(message, fault.ToString());
    }

    [Fact]
    public void RecordedInfo_Read_IsTheOffer()
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("remoteSignerHttp")[0];
        var expected = vector.GetProperty("orchestratorInfo");

        Assert.True(OrchestratorInfoReader.TryReadOffer(vector.Hex("orchestratorInfoProto"), out var offer, out var fault), fault?.ToString());

        Assert.Equal(expected.Text("transcoder"), offer.Transcoder);
        Assert.Equal(expected.Text("address"), offer.Address.ToString(), ignoreCase: true);
        Assert.Equal(Some.Price(expected.GetProperty("price")), offer.Price);
        Assert.Equal(Some.TicketParameters(expected.GetProperty("ticketParams")), offer.TicketParameters);
        Assert.Equal(Some.AuthToken(expected.GetProperty("authToken")), offer.AuthToken! with { Token = default }, AuthTokenText);
        Assert.Equal(expected.GetProperty("authToken").Hex("token"), offer.AuthToken!.Token.ToArray());
    }

    /// <summary>Everything that go-livepeer's own orchestrator issued must be readable, also with a zero round and zero hashes.</summary>
    [Fact]
    public void RecordedTicketParameters_Read_AreTheValues()
    {
        using var document = Vectors.Load("recipient.json");
        foreach (var profile in document.RootElement.GetProperty("profiles").EnumerateObject())
        {
            foreach (var set in profile.Value.GetProperty("paramSets").EnumerateObject())
            {
                var info = new OrchestratorInfo { TicketParams = TicketParams.Parser.ParseFrom(set.Value.Hex("ticketParamsProto")) };
                Assert.True(OrchestratorInfoReader.TryReadOffer(info.ToByteArray(), out var offer, out var fault), $"{profile.Name}: {fault}");
                Assert.Equal(Some.TicketParameters(set.Value), offer.TicketParameters);
            }
        }
    }

    [Fact]
    public void UnpaidOrchestrator_Read_HasNeitherPriceNorParameters()
    {
        Assert.True(OrchestratorInfoReader.TryReadOffer(new OrchestratorInfo { Transcoder = "https://o:8935" }.ToByteArray(), out var offer, out _));

        Assert.Equal((null, null, null), (offer.Price, offer.TicketParameters, offer.AuthToken));
        Assert.True(offer.Address.IsZero);
    }

    [Fact]
    public void LeadingZeros_Read_AreTheSameNumber()
    {
        var info = Valid();
        info.TicketParams.FaceValue = ByteString.CopyFrom(0, 0, 5);

        Assert.True(OrchestratorInfoReader.TryReadOffer(info.ToByteArray(), out var offer, out _));
        Assert.Equal(5, offer.TicketParameters!.FaceValue.Amount);
    }

    [Fact]
    public void OversizedMessage_Read_IsRefusedUnread()
    {
        Assert.False(OrchestratorInfoReader.TryRead(new byte[WireLimits.OrchestratorInfoBytes + 1], out _, out var fault));
        Assert.Equal("OrchestratorInfo", fault.Field);
    }

    [Fact]
    public void EverythingAGatewayUses_Read_IsDescribed()
    {
        var info = Valid();
        info.Nodes.Add("https://sibling:8935");
        info.Storage.Add(new OSInfo { StorageType = OSInfo.Types.StorageType.S3, S3Info = new S3OSInfo { Host = "https://bucket.example" } });
        info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 5, PixelsPerUnit = 2, Capability = 27, Constraint = "model" });
        info.Capabilities = new Capabilities { Version = "0.9.1", Bitstring = { 67133439 } };
        var bytes = info.ToByteArray();

        Assert.True(OrchestratorInfoReader.TryRead(bytes, out var description, out _));

        Assert.Equal(bytes, description.Bytes.ToArray());
        Assert.Equal(["https://sibling:8935"], description.Nodes.ToArray());
        Assert.Equal(["https://bucket.example"], description.StorageHosts.ToArray());
        Assert.Equal(new Payments.Money.PriceInfo(5, 2, 27, "model"), Assert.Single(description.CapabilityPrices));
        Assert.Equal("0.9.1", description.Capabilities!.Version);
    }

    [Property(MaxTest = 2000)]
    public void Garbage_Read_NeverThrows(byte[] bytes)
    {
        var read = OrchestratorInfoReader.TryRead(bytes, out var description, out var fault);

        Assert.Equal(read, description is not null);
        Assert.Equal(read, fault is null);
    }

    /// <summary>Garbage that starts as a real message reaches the rules behind the parser.</summary>
    [Property(MaxTest = 2000)]
    public void SpoiledByte_Read_NeverThrows(NonNegativeInt position, byte value)
    {
        var bytes = Valid().ToByteArray();
        bytes[position.Get % bytes.Length] = value;

        var read = OrchestratorInfoReader.TryRead(bytes, out var description, out var fault);

        Assert.Equal(read, description is not null);
        Assert.Equal(read, fault is null);
    }

    private static bool AuthTokenText(Payments.Desk.AuthToken left, Payments.Desk.AuthToken right) =>
        (left.SessionId, left.ExpirationUnixSeconds) == (right.SessionId, right.ExpirationUnixSeconds);

    private static ByteString Bytes(int count) => ByteString.CopyFrom(Enumerable.Repeat((byte)1, count).ToArray());

    private static OrchestratorInfo Valid() =>
        new()
        {
            Transcoder = "https://o.example:8935",
            Address = Bytes(20),
            PriceInfo = new PriceInfo { PricePerUnit = 1200, PixelsPerUnit = 1 },
            AuthToken = new AuthToken { Token = Bytes(32), SessionId = "deadbeef", Expiration = 1700000000 },
            TicketParams = new TicketParams
            {
                Recipient = Bytes(20),
                FaceValue = Bytes(7),
                WinProb = Bytes(30),
                RecipientRandHash = Bytes(32),
                Seed = Bytes(32),
                ExpirationBlock = Bytes(4),
                ExpirationParams = new TicketExpirationParams { CreationRound = 3890, CreationRoundBlockHash = Bytes(32) },
            },
        };
}
