using System.Text.Json.Serialization;

namespace Livepeer.Ledger.Formats;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(MeterJson))]
[JsonSerializable(typeof(SpendJson))]
[JsonSerializable(typeof(UsageJson))]
[JsonSerializable(typeof(PaymentJson))]
[JsonSerializable(typeof(BalanceJson))]
[JsonSerializable(typeof(NonceJson))]
[JsonSerializable(typeof(SessionJson))]
[JsonSerializable(typeof(UsageDayJson))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext;
