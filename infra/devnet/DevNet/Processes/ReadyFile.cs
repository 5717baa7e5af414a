using System.Text.Json;

namespace DevNet.Processes;

/// <summary>The file in which a program says where it listens once it does.</summary>
internal static class ReadyFile
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Waits until the program is ready.</summary>
    /// <exception cref="NetworkFault">It ended or took longer than 40 s.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> WaitAsync(ChildProcess program, string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < Patience)
        {
            if (File.Exists(path))
            {
                await using var file = File.OpenRead(path);
                using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
                return document.RootElement.EnumerateObject()
                    .Where(property => property.Value.ValueKind == JsonValueKind.String)
                    .ToDictionary(property => property.Name, property => property.Value.GetString()!);
            }

            if (program.HasExited)
            {
                throw new NetworkFault($"{program.Name} ended with code {program.ExitCode} before it was ready. The end of {program.LogFile}:\n{program.LastWords()}");
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }

        throw new NetworkFault($"{program.Name} was not ready after {Patience.TotalSeconds:0} s. The end of {program.LogFile}:\n{program.LastWords()}");
    }
}
