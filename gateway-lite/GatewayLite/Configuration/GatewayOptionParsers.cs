using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Video;

namespace GatewayLite.Configuration;

/// <summary>Readers of texts that only the gateway has.</summary>
internal static class GatewayOptionParsers
{
    /// <summary>The signer's address; go-livepeer's HTTP signers are named in the answer, not taken for something else.</summary>
    public static bool SignerUri(string text, out Uri value, out string problem)
    {
        var parsed = Uri.TryCreate(text, UriKind.Absolute, out var uri);
        value = uri!;
        problem = parsed && uri!.Scheme is "http" or "https"
            ? "the address of a signer with go-livepeer's HTTP API, which this version does not speak: give grpc://host:port or grpcs://host:port"
            : "not grpc://host:port or grpcs://host:port";
        return parsed && uri is { Scheme: "grpc" or "grpcs", Host.Length: > 0, Port: > 0, UserInfo.Length: 0, PathAndQuery.Length: <= 1, Fragment.Length: 0 };
    }

    /// <summary>Preset names divided by commas, each at most once; "none" is no rendition at all.</summary>
    public static bool Presets(string text, out ImmutableArray<VideoProfile> value, out string problem)
    {
        value = [];
        problem = string.Empty;
        if (text == "none")
        {
            return true;
        }

        var found = ImmutableArray.CreateBuilder<VideoProfile>();
        foreach (var name in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!VideoPresets.TryGet(name, out var preset) || found.Contains(preset))
            {
                problem = $"no list of presets: '{name}' is unknown or named twice; known are {string.Join(", ", VideoPresets.All.Select(known => known.Name))}";
                return false;
            }

            found.Add(preset);
        }

        problem = "an empty list of presets; 'none' plays the source only";
        value = found.ToImmutable();
        return value.Length > 0;
    }
}
