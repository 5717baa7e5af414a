namespace Conformance.Running;

/// <summary>One thing that a signer does.</summary>
/// <param name="Name">What it does, as a sentence.</param>
/// <param name="Group">Who is expected to do it.</param>
/// <param name="CheckAsync">Tries it: returns when it holds, throws <see cref="BrokenException"/> or <see cref="SkippedException"/> otherwise.</param>
internal sealed record Behaviour(string Name, BehaviourGroup Group, Func<Trial, CancellationToken, Task> CheckAsync)
{
    public override string ToString() => Name;
}

/// <summary>Who is expected to show a behaviour.</summary>
internal enum BehaviourGroup
{
    /// <summary>Every signer with go-livepeer's HTTP API.</summary>
    Api,

    /// <summary>Signers that keep their own books: what go-livepeer's signer of v0.9.1 does otherwise, or not at all.</summary>
    Strict,
}

/// <summary>A behaviour does not hold; the message says what was seen instead.</summary>
internal sealed class BrokenException(string message) : Exception(message);

/// <summary>A behaviour cannot be tried here; the message says why, and what to give.</summary>
internal sealed class SkippedException(string message) : Exception(message);
