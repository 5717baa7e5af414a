using Google.Protobuf;
using Livepeer.Protos.Net;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Tests.Offers;

public sealed class PublicOfferTests
{
    [Fact]
    public void Answer_MadePublic_KeepsOfferAndDropsSession()
    {
        var info = Offer([(27, ["b", "a"]), (35, ["c"])]);
        info.TicketParams = new TicketParams { FaceValue = ByteString.CopyFrom(1) };
        info.AuthToken = new AuthToken { SessionId = "deadbeef" };
        info.Hardware.Add(new HardwareInformation { Pipeline = "p" });
        info.Storage.Add(new OSInfo());

        var kept = OrchestratorInfo.Parser.ParseFrom(PublicOffer.Of(info.ToByteArray()));

        var expected = info.Clone();
        expected.TicketParams = null;
        expected.AuthToken = null;
        expected.Hardware.Clear();
        expected.Storage.Clear();
        Assert.Equal(expected, kept);
    }

    [Fact]
    public void SameOfferInAnotherOrder_MadePublic_IsTheSameBytes()
    {
        var one = Offer([(27, ["b", "a"]), (35, ["c"])]);
        var other = Offer([(35, ["c"]), (27, ["a", "b"])]);
        Assert.NotEqual(one.ToByteArray(), other.ToByteArray());

        Assert.Equal(PublicOffer.Of(one.ToByteArray()), PublicOffer.Of(other.ToByteArray()));
    }

    private static OrchestratorInfo Offer((uint Capability, string[] Models)[] offered)
    {
        var info = new OrchestratorInfo
        {
            Transcoder = "https://o:8935",
            Address = ByteString.CopyFrom(new byte[20]),
            PriceInfo = new PriceInfo { PricePerUnit = 7, PixelsPerUnit = 1 },
            Capabilities = new Capabilities { Bitstring = { 5 }, Version = "0.9.1", Constraints = new Capabilities.Types.Constraints { MinVersion = "0.1" } },
            Nodes = { "https://n:8935" },
        };
        foreach (var (capability, models) in offered)
        {
            info.Capabilities.Capacities[capability] = 1;
            var constraints = new Capabilities.Types.CapabilityConstraints();
            foreach (var model in models)
            {
                constraints.Models[model] = new Capabilities.Types.ModelConstraint { Warm = true };
            }

            info.Capabilities.Constraints.PerCapability[capability] = constraints;
        }

        // One price alone has no order.
        info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 9, PixelsPerUnit = 1, Capability = 27, Constraint = "a" });
        return info;
    }
}
