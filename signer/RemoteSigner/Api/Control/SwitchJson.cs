using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of POST /halt and POST /resume, and part of /status.</summary>
/// <param name="Halted">Whether this process signs nothing.</param>
/// <param name="Reason">The operator's words.</param>
/// <param name="Since">When he said them.</param>
/// <param name="NotDurable">Why a restart, and signers that share the ledger, know nothing of it; null when they do.</param>
internal sealed record SwitchJson(bool Halted, string? Reason, DateTimeOffset? Since, string? NotDurable = null)
{
    public static SwitchJson Of(SigningHalt? halt) => new(halt is not null, halt?.Reason, halt?.Since);

    /// <summary>Only this process is stopped.</summary>
    public static SwitchJson InMemory(SigningHalt halt, string problem) => new(true, halt.Reason, halt.Since, $"halted in memory of this process only, not durable: {problem}");
}

/// <summary>Body of POST /halt.</summary>
internal sealed record HaltRequestJson(string? Reason);
