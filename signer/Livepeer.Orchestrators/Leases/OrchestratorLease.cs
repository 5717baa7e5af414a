using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Leases;

/// <summary>
/// The right to use one orchestrator: one OrchestratorInfo with one session id. It belongs to exactly one stream or job. Two streams that shared one
/// would overwrite each other's renditions at the orchestrator, because it stores them by session id.
/// </summary>
public sealed class OrchestratorLease : IAsyncDisposable
{
    private const double RefreshShare = 0.8;

    private readonly OrchestratorClient _client;
    private readonly LeaseTerms _terms;
    private readonly TimeProvider _time;
    private readonly bool _endsSession;

    // One conversation at a time; readers are not held up.
    private readonly SemaphoreSlim _talking = new(1, 1);

    // Only while talking.
    private readonly ReplacedSessions _replaced;

    // Immutable, swapped whole.
    private LeaseSnapshot _current;

    // Only while talking. Some orchestrators are listed at one URI and work at another, which then answers for the session.
    private (string Authority, OrchestratorChannel Channel)? _own;
    private bool _disposed;

    internal OrchestratorLease(
        ListedOrchestrator orchestrator, OrchestratorDescription description, LeaseTerms terms, bool endsSession, OrchestratorClient client, TimeProvider time)
    {
        Orchestrator = orchestrator;
        _terms = terms;
        _endsSession = endsSession;
        _client = client;
        _time = time;
        _replaced = new ReplacedSessions(EndReplacedAsync, time);
        _current = Fresh(description);
        _client.Leases.Begin(orchestrator);
    }

    /// <summary>The orchestrator as it is listed: the key of its health.</summary>
    public ListedOrchestrator Orchestrator { get; }

    /// <summary>What is held now. Take it once per request.</summary>
    public LeaseSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Whether it is time to renew in the background.</summary>
    public bool ShouldRefresh => _time.GetUtcNow() >= Current.RefreshAt;

    /// <summary>
    /// Asks the orchestrator again and takes the new session. Credit left in the old session is lost at the orchestrator, so this is for token age and for
    /// refusals that call for it; ticket parameters come back with results. The old session is ended when its requests are over.
    /// </summary>
    /// <param name="seen">The snapshot found wanting. When it was replaced meanwhile, nothing is asked: many callers may notice at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the lease is renewed, else why not; the lease then holds what it held.</returns>
    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public async Task<OrchestratorRefusal?> RefreshAsync(LeaseSnapshot seen, CancellationToken cancellationToken)
    {
        await _talking.WaitAsync(cancellationToken);
        try
        {
            if (_disposed || !ReferenceEquals(Current, seen))
            {
                return null;
            }

            var answer = await Channel(seen).AskAsync(_terms.Needs, OrchestratorClient.RefreshDeadline, cancellationToken);
            if (answer is not AskResult.Answered answered)
            {
                return ((AskResult.Failed)answer).Refusal;
            }

            var refusal = OfferCheck.Refusal(answered.Description, Orchestrator, _terms, _time.GetUtcNow());
            if (refusal is null)
            {
                Volatile.Write(ref _current, Fresh(answered.Description));
                await KeepToEndAsync(seen);
            }

            return refusal;
        }
        finally
        {
            _talking.Release();
        }
    }

    /// <summary>
    /// Takes the info that came with a result: fresh ticket parameters and perhaps another price, for the same session. It is checked like any other.
    /// </summary>
    /// <param name="used">The snapshot of the request. When the lease was renewed meanwhile, the result's info is out of date and left aside.</param>
    /// <param name="renewed">What came with the result.</param>
    /// <returns>Null when it was taken or left aside, else why it may not be used; the lease then holds what it held.</returns>
    public OrchestratorRefusal? Renew(LeaseSnapshot used, OrchestratorDescription renewed)
    {
        if (renewed.Offer.AuthToken?.SessionId != used.SessionId)
        {
            return new OrchestratorRefusal(OrchestratorRefusalKind.UnusableToken, "the info of its result belongs to another session");
        }

        var refusal = OfferCheck.Refusal(renewed, Orchestrator, _terms, _time.GetUtcNow());
        if (refusal is null)
        {
            // The token is the same, so the time of its renewal stays.
            var next = Fresh(renewed) with { RefreshAt = used.RefreshAt };
            Interlocked.CompareExchange(ref _current, next, used);
        }

        return refusal;
    }

    /// <summary>
    /// Ends the lease and, for video, its sessions at the orchestrator, which would keep their places for 70 s. Never fails; takes a second at most, plus the
    /// rest of a renewal under way.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _talking.WaitAsync(CancellationToken.None);
        try
        {
            if (_endsSession && !_disposed)
            {
                var current = Channel(Current).EndSessionAsync(Current.Token, OrchestratorClient.EndSessionDeadline, CancellationToken.None);
                await Task.WhenAll(current, _replaced.EndAllAsync());
            }
        }
        finally
        {
            if (!_disposed)
            {
                _client.Leases.End(Orchestrator);
            }

            _disposed = true;
            _own?.Channel.Dispose();
            _own = null;
            _talking.Release();
        }
    }

    private async Task KeepToEndAsync(LeaseSnapshot replaced)
    {
        if (_endsSession && replaced.SessionId != Current.SessionId)
        {
            await _replaced.AddAsync(replaced);
        }
    }

    // At any time, also while talking: so it shares no channel of this lease's own.
    private async Task EndReplacedAsync(LeaseSnapshot replaced)
    {
        using var other = IsListedService(replaced.Service) ? null : _client.Open(Orchestrator, replaced.Service);
        await (other ?? _client.Shared(Orchestrator)).EndSessionAsync(replaced.Token, OrchestratorClient.EndSessionDeadline, CancellationToken.None);
    }

    private bool IsListedService(Uri service) => service.GetLeftPart(UriPartial.Authority) == Orchestrator.Uri.GetLeftPart(UriPartial.Authority);

    private OrchestratorChannel Channel(LeaseSnapshot snapshot)
    {
        var authority = snapshot.Service.GetLeftPart(UriPartial.Authority);
        if (IsListedService(snapshot.Service))
        {
            return _client.Shared(Orchestrator);
        }

        if (_own?.Authority != authority)
        {
            _own?.Channel.Dispose();
            _own = (authority, _client.Open(Orchestrator, snapshot.Service));
        }

        return _own.Value.Channel;
    }

    private LeaseSnapshot Fresh(OrchestratorDescription description)
    {
        var token = description.Offer.AuthToken!;
        var now = _time.GetUtcNow();
        var life = DateTimeOffset.FromUnixTimeSeconds(token.ExpirationUnixSeconds) - now;
        return new LeaseSnapshot(description, new Uri(description.Offer.Transcoder), token, now + (life * RefreshShare));
    }
}
