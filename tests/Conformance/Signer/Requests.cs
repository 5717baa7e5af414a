using System.Text.Json.Nodes;
using Conformance.Orchestrator;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace Conformance.Signer;

/// <summary>Bodies of payment requests.</summary>
internal static class Requests
{
    public const string Manifest = "conformance";

    /// <summary>Pays for units that the request counts.</summary>
    public static JsonObject Units(Offer offer, long units, JsonNode? state = null) => Of(offer, string.Empty, state).With("inPixels", units);

    /// <summary>Pays for a type that counts by itself.</summary>
    public static JsonObject Of(Offer offer, string type, JsonNode? state = null)
    {
        var request = new JsonObject { ["orchestrator"] = offer.Text, ["ManifestID"] = Manifest, ["type"] = type };
        if (state is not null)
        {
            request["state"] = state.DeepClone();
        }

        return request;
    }

    public static JsonObject With(this JsonObject request, string name, JsonNode? value)
    {
        request[name] = value;
        return request;
    }

    public static JsonObject Without(this JsonObject request, string name)
    {
        request.Remove(name);
        return request;
    }

    public static JsonObject MaxPrice(JsonNode? price, string? currency, string? unit) => new() { ["price"] = price, ["currency"] = currency, ["unit"] = unit };

    /// <summary>Capabilities of a live model, as gateways send them.</summary>
    public static Capabilities LiveCapabilities(string model)
    {
        var models = new Capabilities.Types.CapabilityConstraints();
        models.Models[model] = new Capabilities.Types.ModelConstraint { Warm = true };
        var capabilities = new Capabilities { Version = "0.9.1", Constraints = new Capabilities.Types.Constraints() };
        capabilities.Bitstring.Add(1UL << 35);
        capabilities.Capacities[35] = 1;
        capabilities.Constraints.PerCapability[35] = models;
        return capabilities;
    }

    public static string Text(this IMessage message) => Convert.ToBase64String(message.ToByteArray());
}
