using GatewayLite.Pipelines.Payments;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>A payer before another one: it wants fresh parameters some times, or does not say who pays.</summary>
internal sealed class TroubledPayer(IPayer inner) : IPayer
{
    private int _wishes;

    /// <summary>Payments refused with the wish for fresh parameters, from the first on.</summary>
    public int Wishes { get; init; }

    /// <summary>Why nobody says who pays; null when somebody does.</summary>
    public string? Silence { get; init; }

    /// <summary>Bytes of the offers that it was asked to pay for.</summary>
    public List<byte[]> Offers { get; } = [];

    public bool SpendsMoney => inner.SpendsMoney;

    public PayerRefusal? CannotPayFor(JobKind kind) => inner.CannotPayFor(kind);

    public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => Silence is null ? inner.GetAsync(cancellationToken) : throw new SenderIdentityUnavailableException(Silence);

    public ValueTask<SenderIdentity> AskAnewAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    public Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        Offers.Add(request.OrchestratorInfo.ToArray());
        return _wishes++ < Wishes
            ? Task.FromResult<PayerAnswer>(new PayerAnswer.Refused(new(PayerRefusalKind.RefreshNeeded, "payer_wants_refresh", "The signer wants fresh ticket parameters.")))
            : inner.PayAsync(request, cancellationToken);
    }

    public void Report(string paymentSessionId, Settlement settlement) => inner.Report(paymentSessionId, settlement);
}
