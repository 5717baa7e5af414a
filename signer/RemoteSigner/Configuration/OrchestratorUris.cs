using Livepeer.Orchestrators.Sources;

namespace RemoteSigner.Configuration;

/// <summary>Reads <c>-orchAddr</c> as go-livepeer does: without scheme https, without port 8935.</summary>
internal static class OrchestratorUris
{
    public static bool Parse(string text, out IReadOnlyList<Uri> value, out string problem)
    {
        var uris = new List<Uri>();
        value = uris;
        problem = string.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!OrchestratorUri.TryParseLenient(part, out var uri))
            {
                problem = $"no list of orchestrators: '{part}' is not host, host:port or an http(s) URI";
                return false;
            }

            if (!uris.Contains(uri))
            {
                uris.Add(uri);
            }
        }

        return true;
    }
}
