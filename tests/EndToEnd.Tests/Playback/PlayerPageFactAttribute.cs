namespace EndToEnd.Tests.Playback;

/// <summary>A test that needs Chromium and a gateway that was built with the script player; skipped loudly where one is missing, and failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PlayerPageFactAttribute : FactAttribute
{
    private const string Script = "gateway-lite/GatewayLite/web/node_modules/hls.js/dist/hls.light.min.js";

    public PlayerPageFactAttribute()
    {
        var missing = new[] { "ffmpeg", "ffprobe", "chromium" }.Where(program => !Programs.Has(program)).ToList();
        if (!HasScript())
        {
            missing.Add("hls.js");
        }

        if (missing.Count > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"needs {string.Join(", ", missing)}, which this machine does not have; ./test installs it where it can";
        }
    }

    private static bool HasScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RemoteSigner.sln")))
            {
                return File.Exists(Path.Combine(folder.FullName, Script));
            }
        }

        return false;
    }
}
