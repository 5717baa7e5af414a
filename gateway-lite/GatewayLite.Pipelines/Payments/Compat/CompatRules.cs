using System.Numerics;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>How many units a signer is asked to pay for, so that its tickets bring the orchestrator's balance to where it must be. Pure.</summary>
/// <remarks>
/// <para>
/// A signer with this API debits its own balance with the units of every call that makes tickets; the orchestrator debits only work that was done. Where the two have
/// come apart, the difference is asked for as units, more or fewer than the work has.
/// </para>
/// <para>
/// The signer makes tickets until its balance covers the units asked for and one ticket's expected value; the orchestrator wants its own balance to cover one ticket's
/// expected value before it works. Source: go-livepeer core/accounting.go, server/remote_signer.go, server/ai_http.go.
/// </para>
/// </remarks>
internal static class CompatRules
{
    /// <param name="signerCredit">Balance in the signer's state, in wei; 0 without a state.</param>
    /// <param name="existing">Credit at the orchestrator that the job may count on, in wei.</param>
    /// <param name="price">Wei per unit, above 0; the signer and the orchestrator bill with it.</param>
    /// <param name="units">Units of the job.</param>
    /// <param name="ticketEv">Expected value of one ticket, in wei.</param>
    /// <returns>Units; 0 or less when what is there suffices and the signer need not be asked.</returns>
    public static BigInteger Need(Rational signerCredit, Rational existing, Rational price, long units, Rational ticketEv) =>
        Rational.CeilingOfQuotient(signerCredit - existing + Rational.Max(new Rational(units) * price, ticketEv), price);
}
