using DevNet.Observation;
using DevNet.Processes;
using Spectre.Console;

namespace DevNet.Screen;

/// <summary>The network in a terminal until somebody ends it.</summary>
internal static class LiveRun
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(NetworkOptions options, bool picture, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        using var http = LocalHttp.Create();
        await using var network = await Network.StartAsync(options, clock, AnsiConsole.WriteLine, cancellationToken);
        await using var publisher = picture ? await TestPicture.PublishAsync(network.Spawner, "publisher", PictureAddress(network), null, network.LogFolder) : null;
        var observer = new Observer(http, network);
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            AnsiConsole.WriteLine($"Watch at {network.GatewayHttp}. Playlist {new Uri(network.GatewayHttp, "stream/demo.m3u8")}. Logs in {network.LogFolder}.");
            return await WaitAsync(network, clock, cancellationToken);
        }

        return await AnsiConsole.Live(NetworkTable.Draw(await observer.LookAsync(cancellationToken), network)).AutoClear(false).StartAsync(async live =>
        {
            while (!cancellationToken.IsCancellationRequested && !network.Ended().Any(process => process.Name == "gateway"))
            {
                live.UpdateTarget(NetworkTable.Draw(await observer.LookAsync(CancellationToken.None), network));
                await PauseAsync(clock, cancellationToken);
            }

            return Finish(network, cancellationToken);
        });
    }

    /// <summary>Where the test picture goes: the stream that the README names.</summary>
    internal static string PictureAddress(Network network) => new Uri(network.GatewayRtmp, "live/demo").AbsoluteUri;

    private static async Task<int> WaitAsync(Network network, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !network.Ended().Any(process => process.Name == "gateway"))
        {
            await PauseAsync(clock, cancellationToken);
        }

        return Finish(network, cancellationToken);
    }

    private static int Finish(Network network, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            AnsiConsole.WriteLine("Ending everything ...");
            return 0;
        }

        var gateway = network.Ended().First(process => process.Name == "gateway");
        throw new NetworkFault($"The gateway ended with code {gateway.ExitCode}. The end of {gateway.LogFile}:\n{gateway.LastWords()}");
    }

    private static async Task PauseAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Refresh, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition sees it.
        }
    }
}
