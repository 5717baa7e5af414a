using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>What a payment session remembers.</summary>
public static class SessionRules
{
    /// <summary>A session without payments for so long is forgotten, and its first price with it.</summary>
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(1);

    /// <summary>The session, or null when it is forgotten.</summary>
    public static SessionState? Expire(SessionState? session, DateTimeOffset now) => session is null || now - session.LastUsed >= IdleLifetime ? null : session;

    /// <summary>Adds one payment.</summary>
    internal static SessionState Add(SessionState? session, Rational price, int tickets, Rational newCredit, DateTimeOffset now) =>
        session is null
            ? new SessionState(price, 1, tickets, newCredit, now)
            : session with
            {
                Payments = session.Payments + 1,
                Tickets = session.Tickets + tickets,
                ExpectedValue = BalanceRules.Bounded(session.ExpectedValue + newCredit),
                LastUsed = now,
            };
}
