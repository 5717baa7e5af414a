using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of POST /declare-loss.</summary>
internal sealed record GenerationJson(long Generation, DateTimeOffset Since, string Reason)
{
    public static GenerationJson Of(LedgerGeneration generation) => new(generation.Number, generation.Since, generation.Reason);
}

/// <summary>Body of POST /declare-loss.</summary>
internal sealed record LossRequestJson(string? Reason);
