using Google.Protobuf;
using Google.Protobuf.Collections;
using Livepeer.Protos.Net;

namespace Livepeer.Wire.Offers;

/// <summary>
/// What an OrchestratorInfo says to everybody: service URI, address, prices, capabilities, nodes. Without what is for one payer and one session, and without
/// what changes from answer to answer although the offer is the same, so that equal offers are equal bytes.
/// </summary>
public static class PublicOffer
{
    /// <summary>The public part, again a serialized OrchestratorInfo.</summary>
    /// <param name="bytes">Bytes that <see cref="OrchestratorInfoReader.TryRead"/> accepted.</param>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no OrchestratorInfo.</exception>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var info = OrchestratorInfo.Parser.ParseFrom(bytes);
        var offer = new OrchestratorInfo { Transcoder = info.Transcoder, Address = info.Address, PriceInfo = info.PriceInfo };
        offer.CapabilitiesPrices.Add(info.CapabilitiesPrices.OrderBy(price => price.Capability).ThenBy(price => price.Constraint, StringComparer.Ordinal));
        offer.Nodes.Add(info.Nodes);
        if (info.Capabilities is { } capabilities)
        {
            offer.Capabilities = InOrder(capabilities);
        }

        return offer.ToByteArray();
    }

    // Go writes maps in a new order each time; ours are written as they were filled.
    private static Capabilities InOrder(Capabilities capabilities)
    {
        var ordered = new Capabilities { Version = capabilities.Version };
        ordered.Bitstring.Add(capabilities.Bitstring);
        ordered.Mandatories.Add(capabilities.Mandatories);
        Copy(capabilities.Capacities, ordered.Capacities);
        if (capabilities.Constraints is { } constraints)
        {
            ordered.Constraints = new Capabilities.Types.Constraints { MinVersion = constraints.MinVersion };
            foreach (var (capability, models) in constraints.PerCapability.OrderBy(pair => pair.Key))
            {
                var copy = new Capabilities.Types.CapabilityConstraints();
                foreach (var (model, constraint) in models.Models.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    copy.Models[model] = constraint;
                }

                ordered.Constraints.PerCapability[capability] = copy;
            }
        }

        return ordered;
    }

    private static void Copy(MapField<uint, uint> from, MapField<uint, uint> to)
    {
        foreach (var (key, value) in from.OrderBy(pair => pair.Key))
        {
            to[key] = value;
        }
    }
}
