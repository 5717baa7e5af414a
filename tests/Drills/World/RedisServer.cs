using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using DevNet.Processes;

namespace Drills.World;

/// <summary>A real redis-server on a folder of its own.</summary>
internal sealed class RedisServer(string name, string folder, Spawner spawner, TimeProvider time) : IAsyncDisposable
{
    private ChildProcess? _process;
    private int _commands;

    public int Port { get; } = FreePort();

    private string Data => Path.Combine(folder, name);

    private string Copy => Path.Combine(folder, name + ".copy");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="arguments">More arguments, as on a line of its configuration.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        Directory.CreateDirectory(Data);
        _process = await ChildProcess.StartAsync(
            spawner,
            name,
            "redis-server",
            [
                "--port", Text(Port), "--bind", "127.0.0.1", "--dir", Data, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
                "--daemonize", "no", "--loglevel", "warning", .. arguments,
            ],
            folder);
        var began = time.GetTimestamp();
        while (!(await AskAsync(cancellationToken, "ping")).Contains("PONG", StringComparison.Ordinal))
        {
            if (time.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException($"redis-server does not answer: {_process.LastWords()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    /// <summary>One command by redis-cli; its output, errors included.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken, params string[] command)
    {
        var log = string.Create(CultureInfo.InvariantCulture, $"{name}-cli-{Interlocked.Increment(ref _commands)}");
        string file;
        await using (var process = await ChildProcess.StartAsync(spawner, log, "redis-cli", ["-h", "127.0.0.1", "-p", Text(Port), .. command], folder))
        {
            await process.WaitForExitAsync(cancellationToken);
            file = process.LogFile;
        }

        var said = await File.ReadAllTextAsync(file, cancellationToken);
        File.Delete(file);
        return said;
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await _process!.KillAsync(cancellationToken);
        await EndAsync();
    }

    public void Signal(int signal) => Signals.Send(_process!.Id, signal);

    /// <summary>Copies what is on the disk now, as a backup of the disk would.</summary>
    public void TakeCopy()
    {
        Clear(Copy);
        CopyFolder(Data, Copy);
    }

    /// <summary>Puts the copy in the place of the data; the server must be down.</summary>
    public void PutCopyBack()
    {
        Clear(Data);
        CopyFolder(Copy, Data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Signal(Signals.Continue);
        }

        await EndAsync();
    }

    /// <summary>A port that nothing listens on now. Not one of those that systems give to outgoing connections: they would take it while the server is down.</summary>
    public static int FreePort()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(10_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }

        throw new InvalidOperationException("Hardly a port between 10,000 and 32,000 is free.");
    }

    private async Task EndAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Clear(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var inner in Directory.EnumerateDirectories(from))
        {
            CopyFolder(inner, Path.Combine(to, Path.GetFileName(inner)));
        }
    }
}
