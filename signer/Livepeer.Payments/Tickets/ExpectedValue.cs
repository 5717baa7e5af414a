using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tickets;

/// <summary>What a ticket is worth on average.</summary>
public static class ExpectedValue
{
    /// <summary>What a ticket pays times the chance that it wins.</summary>
    /// <param name="faceValue">What a winning ticket pays.</param>
    /// <param name="winProbability">Its chance, of 2^256 - 1.</param>
    /// <returns>Wei as an exact fraction whose denominator divides 2^256 - 1; never rounded.</returns>
    /// <remarks>Source: go-livepeer pm/ticket.go EV.</remarks>
    public static Rational Of(Wei faceValue, WinProbability winProbability) =>
        new(faceValue.Amount * winProbability.Scaled, WinProbability.MaxScaled);
}
