using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Video;

namespace GatewayLite.Configuration;

/// <summary>Readers of texts that only the gateway has.</summary>
internal static class GatewayOptionParsers
{
    /// <summary>The signer's address: of our gRPC, or of go-livepeer's HTTP API, whose port may be the scheme's own.</summary>
    public static bool SignerUri(string text, out Uri value, out string problem)
    {
        problem = "not grpc://host:port or grpcs://host:port, nor http://host or https://host with or without a port; a path is not given, the APIs have their own";
        var parsed = Uri.TryCreate(text, UriKind.Absolute, out var uri);
        value = uri!;
        return parsed && uri is { Scheme: "grpc" or "grpcs" or "http" or "https", Host.Length: > 0, Port: > 0, UserInfo.Length: 0, PathAndQuery.Length: <= 1, Fragment.Length: 0 };
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
