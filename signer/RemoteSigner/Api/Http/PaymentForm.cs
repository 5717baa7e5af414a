using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Seal;

namespace RemoteSigner.Api.Http;

/// <summary>A payment request that has the right form: offer, session, job. What is checked, and in which order, is go-livepeer's.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go GenerateLivePayment.</remarks>
internal sealed record PaymentForm
{
    private const string BadSeal = "invalid sig";
    private const string BadState = "invalid state";
    private const string Unreadable = "proto: cannot parse invalid wire-format data";

    public required RemotePaymentRequest Request { get; init; }

    public required OrchestratorOffer Offer { get; init; }

    /// <summary>What the caller holds; null on the first call.</summary>
    public PaymentState? State { get; init; }

    /// <summary>Name of the session, also of one that begins with this call.</summary>
    public required string StateId { get; init; }

    public required string ManifestId { get; init; }

    /// <summary>What is paid for; of a request with a <see cref="LateFault"/> something that the offer can be judged with.</summary>
    public required Job Job { get; init; }

    public Rational? MaxPrice { get; init; }

    /// <summary>Whom the webhook's consent is for; empty when there is none that lasts.</summary>
    public string Consent { get; init; } = "";

    /// <summary>What was allowed to this request; null before anybody was asked.</summary>
    public MeterGrant? Grant { get; init; }

    /// <summary>What is wrong with type, units, ceiling or the state's price: said only after the offer was found good.</summary>
    public string? LateFault { get; init; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="seal">Knows its states.</param>
    /// <param name="form">Null when refused.</param>
    /// <param name="refusal">400, with the first reason.</param>
    public static bool TryRead(RemotePaymentRequest request, StateSeal seal, [NotNullWhen(true)] out PaymentForm? form, [NotNullWhen(false)] out HttpReply? refusal)
    {
        form = null;
        if (!TryReadOffer(request, out var offer, out var fault)
            || !TryReadState(request, offer, seal, out var state, out fault)
            || !TryNameManifest(request, out var manifestId, out fault))
        {
            refusal = HttpReply.Error(fault is BadSeal or BadState ? RefusalKind.InvalidState : RefusalKind.InvalidRequest, fault);
            return false;
        }

        if (!PricedModels.TryRead(request.Capabilities, out var models))
        {
            refusal = HttpReply.Invalid(Unreadable);
            return false;
        }

        refusal = null;
        var job = JobOf(request, manifestId, [.. models], out var late);
        Rational? maxPrice = null;
        if (late is null && request.MaxPrice is { } ceiling)
        {
            maxPrice = ceiling.TryRead(request.Type, out var price, out late) ? price : null;
        }

        if (late is null && state is { InitialPricePerUnit: <= 0 } or { InitialPixelsPerUnit: <= 0 })
        {
            late = "invalid initial price in state";
        }

        form = new PaymentForm
        {
            Request = request,
            Offer = offer,
            State = state,
            StateId = state?.StateId ?? RandomId(),
            ManifestId = manifestId,
            Job = job,
            MaxPrice = maxPrice,
            LateFault = late,
            Consent = state?.Consent ?? "",
        };
        return true;
    }

    /// <summary>go-livepeer's ids have 32 bits of a generator that can be foreseen; two sessions with one id share a balance.</summary>
    public static string RandomId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static bool TryReadOffer(RemotePaymentRequest request, [NotNullWhen(true)] out OrchestratorOffer? offer, [NotNullWhen(false)] out string? fault)
    {
        offer = null;
        if (request.Orchestrator.Length == 0)
        {
            fault = "missing orchestrator";
            return false;
        }

        if (!OrchestratorInfoReader.TryReadOffer(request.Orchestrator, out offer, out var unreadable))
        {
            fault = $"proto: {unreadable}";
            return false;
        }

        fault = offer.Price is not { PricePerUnit: not 0, PixelsPerUnit: not 0 } ? "missing or zero priceInfo"
            : offer.TicketParameters is null ? "missing ticketParams in OrchestratorInfo"
            : null;
        return fault is null;
    }

    private static bool TryReadState(RemotePaymentRequest request, OrchestratorOffer offer, StateSeal seal, out PaymentState? state, [NotNullWhen(false)] out string? fault)
    {
        state = null;
        fault = null;
        if (!request.HasState)
        {
            return true;
        }

        fault = !seal.IsAuthentic(request.State, request.Seal) ? BadSeal
            : !PaymentStateJson.TryRead(request.State, out state) || state.SequenceNumber > long.MaxValue / 2 ? BadState
            : state.OrchestratorAddress != offer.Address ? "orchestratorAddress mismatch"
            : state.App != request.App ? "app mismatch"
            : state.Type.Length > 0 && state.Type != request.Type ? "job type mismatch"
            : null;
        return fault is null;
    }

    private static bool TryNameManifest(RemotePaymentRequest request, out string manifestId, [NotNullWhen(false)] out string? fault)
    {
        manifestId = request.ManifestId.Length > 0 || request.HasState ? request.ManifestId : RandomId();
        fault = manifestId.Length > 0 ? null : "missing manifestID";
        return fault is null;
    }

    private static Job JobOf(RemotePaymentRequest request, string manifestId, ImmutableArray<CapabilityModel> models, out string? late)
    {
        late = request.Type switch
        {
            PaymentTypes.Live or PaymentTypes.LiveVideoToVideo or PaymentTypes.Fixed => null,
            PaymentTypes.Units => request.InPixels > 0 ? null : "missing billable unit or job type",
            _ => "invalid job type",
        };
        return request.Type switch
        {
            PaymentTypes.Live => new LiveJob(LiveUnit.Seconds, manifestId, request.App, request.Capabilities, models),
            PaymentTypes.LiveVideoToVideo => new LiveJob(LiveUnit.PixelSeconds720p, manifestId, request.App, request.Capabilities, models),
            PaymentTypes.Units when late is null => new UnitsJob(request.InPixels, manifestId, request.App, request.Capabilities, models),
            _ => new FixedJob(manifestId, request.App, request.Capabilities, models),
        };
    }
}
