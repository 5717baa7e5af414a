namespace Livepeer.Wire.Offers;

/// <summary>Why bytes from the network were not accepted.</summary>
/// <param name="Field">Path of the field in the network's spelling, for example <c>ticket_params.recipient</c>; the message's name when
/// it is unreadable as a whole.</param>
/// <param name="Actual">What was found, without contents: "19 bytes".</param>
/// <param name="Allowed">What would have been accepted: "20 bytes".</param>
public sealed record WireFault(string Field, string Actual, string Allowed)
{
    /// <summary>One sentence, safe to show.</summary>
    public override string ToString() => $"{Field} has {Actual}; accepted is {Allowed}.";
}
