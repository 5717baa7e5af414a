using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of POST /halt and POST /resume, and part of /status.</summary>
internal sealed record SwitchJson(bool Halted, string? Reason, DateTimeOffset? Since)
{
    public static SwitchJson Of(SigningHalt? halt) => new(halt is not null, halt?.Reason, halt?.Since);
}

/// <summary>Body of POST /halt.</summary>
internal sealed record HaltRequestJson(string? Reason);
