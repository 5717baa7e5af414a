using System.Security.Cryptography;
using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Credentials;
using DevOrchestrator.Hosting;
using DevOrchestrator.Metering;
using DevOrchestrator.Money;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Runners;

/// <summary>Turns paid requests into running sessions. Source of order and texts: go-livepeer server/ai_http.go, ai/runner/live_runner.go.</summary>
internal sealed class Reservations(Node node, Challenges challenges)
{
    private const string WrongPrice = "payment price does not match live runner price";

    /// <summary>A running session; or what has to be paid first; or a refusal. Exactly one of the three.</summary>
    public (PaidSession? Session, ChallengeJson? Challenge, Refusal? Refusal) Open(RunnerOffer runner, IHeaderDictionary headers, IncomingPayment incoming)
    {
        if (node.Options.IsOffChain)
        {
            return Free(runner);
        }

        if (headers[PaymentHeader.Name].ToString().Length == 0 && headers[SegmentCredentials.HeaderName].ToString().Length == 0)
        {
            var (challenge, unasked) = challenges.Ask(runner, headers);
            return (null, challenge, unasked);
        }

        var (request, refusal) = PaidRequest.Read(node, incoming, headers);
        if (request is null)
        {
            return (null, null, refusal);
        }

        refusal = Check(runner, request);
        var (session, isTaken) = refusal is null ? Reserve(runner, request) : default;
        refusal ??= session is null ? NoPlace(isTaken) : Pay(runner, request, session);
        if (refusal is not null && session is not null)
        {
            request.Incarnation.PaidSessions.End(session.Id, "not paid");
        }

        return refusal is null ? (session, null, null) : (null, null, refusal);
    }

    private static Refusal NoPlace(bool isIdTaken) => isIdTaken
        ? new Refusal(StatusCodes.Status409Conflict, "session already exists")
        : new Refusal(StatusCodes.Status503ServiceUnavailable, "no capacity available for runner");

    private static Refusal BadRequest(string text) => new(StatusCodes.Status400BadRequest, text);

    private static (PaidSession? Session, bool IsIdTaken) Reserve(RunnerOffer runner, PaidRequest request) =>
        request.Incarnation.PaidSessions.Reserve(JobKind.Runner, request.Data.AuthToken.SessionId, runner.Name, request.Sender, runner.Capacity);

    private (PaidSession?, ChallengeJson?, Refusal?) Free(RunnerOffer runner)
    {
        var sessions = node.Now.PaidSessions;
        var id = "session_" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var (session, isTaken) = sessions.Reserve(JobKind.Runner, id, runner.Name, default, runner.Capacity);
        if (session is null)
        {
            return (null, null, NoPlace(isTaken));
        }

        sessions.Begin(session, meter: null);
        return (session, null, null);
    }

    private Refusal? Check(RunnerOffer runner, PaidRequest request)
    {
        var manifest = request.Data.ManifestId.ToStringUtf8();
        if (manifest != request.Data.AuthToken.SessionId)
        {
            return new Refusal(StatusCodes.Status403Forbidden, "mismatched manifest and auth token");
        }

        // The reduced fraction is not enough here: the network wants the very numbers.
        if (runner.Unit == RunnerUnit.Fixed
            && (request.Payment.Wire.ExpectedPrice is not { PixelsPerUnit: 1 } price || new Rational(price.PricePerUnit) != node.RunnerPrice(runner)))
        {
            return BadRequest(WrongPrice);
        }

        return node.Options.IsStrict ? CheckStrictly(runner, request, request.Incarnation.Challenges.Find(manifest)) : null;
    }

    /// <summary>The network takes any token and any price that it ever issued to this sender.</summary>
    private static Refusal? CheckStrictly(RunnerOffer runner, PaidRequest request, IssuedChallenge? challenge) =>
        challenge is null || challenge.Runner != runner.Name || challenge.Sender != request.Sender
            ? new Refusal(StatusCodes.Status403Forbidden, "the session id is not of a challenge of this runner to this sender")
        : request.Payment.Price != challenge.Price ? BadRequest(WrongPrice)
        : null;

    private Refusal? Pay(RunnerOffer runner, PaidRequest request, PaidSession session)
    {
        var till = request.Till;
        if (till.Credit(request.Payment, session.Id, JobKind.Runner) is { } unpaid)
        {
            return unpaid;
        }

        var price = request.Payment.Price ?? Rational.Zero;
        if (runner.Unit == RunnerUnit.Fixed)
        {
            if (till.Charge(session.Sender, session.Id, JobKind.Runner, price, 1) is { } uncovered)
            {
                return BadRequest(uncovered);
            }

            request.Incarnation.PaidSessions.Begin(session, meter: null);
            return null;
        }

        var first = new UnitClock(runner.UnitsPerSecond).Take(node.Options.LivePaymentInterval);
        if (node.Options.IsStrict && till.Balance(session.Sender, session.Id).CompareTo(price * first) < 0)
        {
            node.Stats.CountAccountRefusal(session.Sender, session.Id, JobKind.Runner, "the first payment does not cover one interval");
            return BadRequest("the first payment does not cover one interval");
        }

        request.Incarnation.PaidSessions.Begin(session, unpaidReason => new SessionMeter(
            node.Options.Time,
            node.Options.LivePaymentInterval,
            runner.UnitsPerSecond,
            units => till.Charge(session.Sender, session.Id, JobKind.Runner, price, units),
            unpaidReason));
        return null;
    }
}
