using System.Net.Security;
using Livepeer.Hosting.Files;

namespace Livepeer.Hosting.Tls;

/// <summary>TLS of a program's listeners. New connections use what the files held when they were last in order; connections that exist go on as they are.</summary>
public sealed class ServerTls
{
    private readonly TlsFiles _files;
    private readonly FileChange _change;
    private readonly TimeProvider _time;

    // Immutable and swapped whole.
    private volatile TlsMaterial _current;

    private ServerTls(TlsFiles files, TlsMaterial material, FileChange change, TimeProvider time)
    {
        _files = files;
        _current = material;
        _change = change;
        _time = time;
    }

    /// <summary>Whom the certificate names.</summary>
    public string Subject => _current.Subject;

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter => _current.NotAfter;

    /// <summary>Reads the files. An expired certificate is taken: the program's answer to it is better than none.</summary>
    /// <exception cref="InvalidDataException">A file holds something else than it should; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ServerTls Open(TlsFiles files, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(files);
        var change = new FileChange(time, files.ClientAuthorityFile is { } authority ? [files.CertificateFile, files.KeyFile, authority] : [files.CertificateFile, files.KeyFile]);
        change.Look();
        return new ServerTls(files, TlsMaterial.Load(files), change, time);
    }

    /// <summary>What a handshake that begins now needs.</summary>
    internal SslServerAuthenticationOptions For(ClientCertificates clients) => _current.For(clients);

    /// <summary>Reads files that changed. Whatever is wrong with them, what was in use stays in use.</summary>
    internal TlsRefresh Refresh()
    {
        if (!_change.Look())
        {
            return new TlsRefresh.Unchanged();
        }

        try
        {
            var read = TlsMaterial.Load(_files);
            if (read.IsSameAs(_current))
            {
                return new TlsRefresh.Same();
            }

            if (read.NotAfter <= _time.GetUtcNow())
            {
                return new TlsRefresh.Unusable($"{_files.CertificateFile} expired at {read.NotAfter:u}.");
            }

            _current = read;
            return new TlsRefresh.Renewed();
        }
        catch (InvalidDataException failure)
        {
            return new TlsRefresh.Unusable(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What could not be read may be readable the next time without another change.
            _change.Forget();
            return new TlsRefresh.Unusable(failure.Message);
        }
    }
}

/// <summary>What a look at the files of TLS found.</summary>
internal abstract record TlsRefresh
{
    private TlsRefresh()
    {
    }

    /// <summary>Nobody wrote them.</summary>
    public sealed record Unchanged : TlsRefresh;

    /// <summary>They were read and hold what is in use.</summary>
    public sealed record Same : TlsRefresh;

    /// <summary>New connections use what they hold now.</summary>
    public sealed record Renewed : TlsRefresh;

    /// <summary>They cannot be used.</summary>
    public sealed record Unusable(string Problem) : TlsRefresh;
}
