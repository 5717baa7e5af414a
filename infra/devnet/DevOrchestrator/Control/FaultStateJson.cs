using System.Text.Json.Serialization;

namespace DevOrchestrator.Control;

/// <summary>Answer of GET, POST and DELETE /faults: what is in force.</summary>
internal sealed record FaultStateJson(
    [property: JsonPropertyName("capped")] bool Capped,
    [property: JsonPropertyName("stall")] string Stall,
    [property: JsonPropertyName("drop")] string Drop,
    [property: JsonPropertyName("loseAnswer")] string LoseAnswer,
    [property: JsonPropertyName("slowAnswer")] string SlowAnswer,
    [property: JsonPropertyName("delayMillis")] long DelayMillis,
    [property: JsonPropertyName("priceFactor")] string PriceFactor,
    [property: JsonPropertyName("refusePayment")] string? RefusePayment,
    [property: JsonPropertyName("keepTicketParams")] bool KeepTicketParams,
    [property: JsonPropertyName("wrongResult")] string WrongResult)
{
    public static FaultStateJson Of(FaultSettings settings) => new(
        settings.IsCapped,
        settings.Stall.ToString(),
        settings.Drop.ToString(),
        settings.LoseAnswer.ToString(),
        settings.SlowAnswer.ToString(),
        (long)settings.Delay.TotalMilliseconds,
        settings.PriceFactor,
        settings.RefusePayment,
        settings.AreTicketParamsKept,
        settings.WrongResult.ToString());
}
