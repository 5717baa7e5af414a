using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Livepeer.Payments.Ceilings;
using Livepeer.Protos.Net;

namespace Livepeer.Wire.Matching;

/// <summary>The models that a job's serialized capabilities ask for: what its configured price ceiling is made of.</summary>
/// <remarks>Source: go-livepeer server/broadcast.go GetCapabilitiesMaxPrice.</remarks>
public static class PricedModels
{
    /// <summary>Models at most.</summary>
    public const int MaxModels = 64;

    /// <summary>Reads them.</summary>
    /// <param name="capabilities">A serialized net.Capabilities; may be empty.</param>
    /// <param name="models">Every capability and model that has a constraint.</param>
    /// <returns>False when the bytes are no capabilities or name more than 64 models.</returns>
    public static bool TryRead(ReadOnlySpan<byte> capabilities, [NotNullWhen(true)] out IReadOnlyList<CapabilityModel>? models)
    {
        models = null;
        if (capabilities.IsEmpty)
        {
            models = [];
            return true;
        }

        try
        {
            var found = new List<CapabilityModel>();
            foreach (var (capability, constraints) in Capabilities.Parser.ParseFrom(capabilities).Constraints?.PerCapability ?? [])
            {
                foreach (var model in constraints.Models.Keys)
                {
                    if (found.Count == MaxModels)
                    {
                        return false;
                    }

                    found.Add(new CapabilityModel(capability, model));
                }
            }

            models = found;
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
