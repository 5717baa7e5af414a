using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TestKit.Redis;

/// <summary>A real redis-server of one test, in a folder of its own. It listens on a Unix socket, so that no two tests ever want the same port.</summary>
public class RedisServer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-");
    private readonly string[] _settings;
    private Process? _process;

    /// <param name="settings">Further lines of the configuration.</param>
    public RedisServer(params string[] settings) => _settings = settings;

    public string Folder => _folder.FullName;

    /// <summary>How a ledger names it.</summary>
    public string Address => $"unix:{Socket}";

    private string Socket => Path.Combine(Folder, "redis.sock");

    /// <summary>Whether it watches others.</summary>
    public bool IsSentinel { get; init; }

    public int ProcessId => _process!.Id;

    /// <summary>Starts it, when it does not run, and waits until it answers.</summary>
    public RedisServer Start()
    {
        if (_process is { HasExited: false })
        {
            return this;
        }

        File.Delete(Socket);
        var configuration = Path.Combine(Folder, "redis.conf");
        string[] storage = IsSentinel ? [] : ["save \"\"", "appendonly yes", "appendfsync always"];
        File.WriteAllLines(configuration, [$"dir {Folder}", $"unixsocket {Socket}", .. storage, "daemonize no", .. _settings.Any(line => line.StartsWith("port ", StringComparison.Ordinal)) ? _settings : ["port 0", .. _settings]]);
        _process = Process.Start(new ProcessStartInfo("redis-server", IsSentinel ? [configuration, "--sentinel"] : [configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Until(() => Ask("PING") is { } answer && !answer.StartsWith("-LOADING", StringComparison.Ordinal), "redis-server did not start.");
        return this;
    }

    /// <summary>Asks it on a connection of its own.</summary>
    /// <returns>The raw answer; null when there is none.</returns>
    public string? Ask(params string[] command)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            socket.ReceiveTimeout = (int)Deadline.TotalMilliseconds;
            var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"*{command.Length}\r\n"));
            foreach (var word in command)
            {
                text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
            }

            socket.Send(Encoding.UTF8.GetBytes(text.ToString()));
            var buffer = new byte[1 << 16];
            var read = socket.Receive(buffer);
            return read == 0 ? null : Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it in mid-work, as a server that hangs.</summary>
    public void Suspend() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>Copies everything that it has on disk, after making sure that everything is there.</summary>
    public void Save(string to)
    {
        Kill();
        CopyFolder(Path.Combine(Folder, "appendonlydir"), to);
        Start();
    }

    /// <summary>Brings it back to a copy, as an operator who restores a backup.</summary>
    public void Restore(string from)
    {
        Kill();
        Directory.Delete(Path.Combine(Folder, "appendonlydir"), recursive: true);
        CopyFolder(from, Path.Combine(Folder, "appendonlydir"));
        Start();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    public static void Until(Func<bool> reached, string complaint)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, complaint);
            Thread.Yield();
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
