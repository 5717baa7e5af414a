using System.Numerics;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>One payment about to be made.</summary>
/// <param name="Position">Where the signer stands; null to begin anew.</param>
/// <param name="Need">Units to ask the signer for; 0 or less when it need not be asked.</param>
internal sealed record CompatStage(SignerPosition? Position, BigInteger Need)
{
    /// <summary>The signer's balance after it has paid for <see cref="Need"/> units.</summary>
    /// <param name="newCredit">Expected value of its tickets.</param>
    /// <param name="price">Wei per unit.</param>
    public Rational CreditAfter(Rational newCredit, Rational price) => (Position?.Credit ?? Rational.Zero) + newCredit - (new Rational(Need) * price);
}
