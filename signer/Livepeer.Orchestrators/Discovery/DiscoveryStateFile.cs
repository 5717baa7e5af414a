using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>Keeps the last good data in a file, so that a restart does not begin with an empty list. Losing the file costs a minute, so it never stands in anybody's way.</summary>
internal sealed partial class DiscoveryStateFile(string path, DiscoveryOptions options, TimeProvider time, ILogger logger)
{
    // A hundred orchestrators are some 300 KB.
    private const int MaxBytes = 32 << 20;

    private bool _failed;

    /// <summary>What the file knows; nothing when it is missing or unusable, which is said in the log.</summary>
    public IReadOnlyList<WatchedOrchestrator> Read()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return [];
            }

            if (file.Length > MaxBytes)
            {
                Log.Unusable(logger, path, $"it has {file.Length} bytes; at most {MaxBytes} are read");
                return [];
            }

            var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), DiscoveryStateJsonContext.Default.DiscoveryStateJson);
            if (state is not { Version: DiscoveryStateJson.CurrentVersion, Orchestrators: { } stored })
            {
                Log.Unusable(logger, path, "it is of another version");
                return [];
            }

            return Read(stored);
        }
#pragma warning disable CA1031 // whatever is wrong with the file, starting without it is better than not starting
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Unusable(logger, path, failure.Message);
            return [];
        }
    }

    /// <summary>Replaces the file as a whole. A failure is said in the log, once until it works again.</summary>
    public void Write(IEnumerable<WatchedOrchestrator> watched)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.new");
            using (var stream = Open(unfinished))
            {
                Write(stream, watched);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            _failed = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
            {
                Log.NotWritten(logger, path, failure.Message);
            }

            _failed = true;
        }
    }

    // Whoever was seen last comes first: he is the one to keep when there is no room for all.
    private static void Write(Stream stream, IEnumerable<WatchedOrchestrator> watched)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("version", DiscoveryStateJson.CurrentVersion);
        json.WriteStartArray("orchestrators");
        foreach (var known in watched.Select(DiscoveryStateForm.ToJson).OfType<KnownOrchestratorJson>().OrderByDescending(known => known.LastSeen))
        {
            var entry = JsonSerializer.SerializeToUtf8Bytes(known, DiscoveryStateJsonContext.Default.KnownOrchestratorJson);
            if (json.BytesCommitted + json.BytesPending + entry.Length > MaxBytes - 16)
            {
                break;
            }

            json.WriteRawValue(entry, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static FileStream Open(string file)
    {
        var settings = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, settings);
    }

    private List<WatchedOrchestrator> Read(IReadOnlyList<KnownOrchestratorJson?> stored)
    {
        var read = new List<WatchedOrchestrator>();
        var known = new HashSet<Uri>();
        var lost = 0;
        foreach (var json in stored)
        {
            if (DiscoveryStateForm.TryRead(json, options, time, out var watched) && known.Add(watched.Listed.Uri))
            {
                read.Add(watched);
            }
            else
            {
                lost++;
            }
        }

        if (lost > 0)
        {
            Log.PartlyUnusable(logger, lost, path);
        }

        return read;
    }

    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Warning, "The stored list of orchestrators, {path}, cannot be used; it is made anew as they answer: {problem}")]
        public static partial void Unusable(ILogger logger, string path, string problem);

        [LoggerMessage(1311, LogLevel.Warning, "{count} entries of the stored list of orchestrators, {path}, cannot be used and are left out.")]
        public static partial void PartlyUnusable(ILogger logger, int count, string path);

        [LoggerMessage(1312, LogLevel.Warning, "The list of orchestrators cannot be stored in {path}; a restart now would begin without it: {problem}")]
        public static partial void NotWritten(ILogger logger, string path, string problem);
    }
}
