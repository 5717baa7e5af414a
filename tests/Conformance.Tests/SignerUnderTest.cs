using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Tests;

/// <summary>Our signer, whose clock stands still until a behaviour lets time pass.</summary>
public sealed class SignerUnderTest : IAsyncLifetime, IAsyncDisposable
{
    private TestSigner? _signer;
    private HttpClient? _http;

    internal Trial Trial { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var signer = _signer = await TestSigner.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = signer.Address };
        Trial = new Trial(new SignerClient(_http), new TrialSettings { L1Block = TestSigner.L1Block }, signer.Time, Pass);

        Task Pass(TimeSpan time, CancellationToken cancellationToken)
        {
            signer.Time.Advance(time);
            return Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_signer is not null)
        {
            await _signer.DisposeAsync();
            _signer = null;
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
