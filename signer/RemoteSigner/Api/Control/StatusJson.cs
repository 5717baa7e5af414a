using System.Text.Json.Serialization;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of GET /status. Amounts of wei are decimal text, "n" or "n/d".</summary>
internal sealed record StatusJson(
    string Address,
    string Version,
    string Runtime,
    string Curve,
    long UptimeSeconds,
    bool Ready,
    SwitchJson? Signing,
    IReadOnlyList<DependencyJson> Dependencies,
    ChainJson? Chain,
    LedgerJson Ledger,
    OrchestratorsJson Orchestrators,
    IReadOnlyList<TenantJson> Tenants,
    IReadOnlyList<BalanceJson> Balances,
    bool BalancesCut);

internal sealed record DependencyJson(string Name, bool Works, string Detail);

internal sealed record ChainJson(
    string Source,
    long ChainId,
    long LastSeenL1Block,
    long BlockAgeSeconds,
    long LastInitializedRound,
    string LastInitializedRoundBlockHash,
    string DepositWei,
    string ReserveWei,
    long WithdrawRound);

internal sealed record LedgerJson(
    string File, long Orders, long RefusedOrders, long Commits, long FailedCommits, long CommittedOrders, int LargestBatch, int QueuedOrders, uint Epoch, long EpochChanges, long Generation, long Repetitions, long Losses);

internal sealed record OrchestratorsJson(int Answering, int Silent, int Unseen, int Blocked, DateTimeOffset? LastSeen, int FailingLists, long Revision, int Watchers);

internal sealed record TenantJson(string Tenant, long Payments, long Tickets, string ExpectedValueWei);

internal sealed record BalanceJson(string Tenant, string Recipient, string Bucket, string CreditWei, int OpenPayments, DateTimeOffset LastUsed);

/// <summary>Answer of GET /readyz.</summary>
internal sealed record ReadinessJson(bool Ready, IReadOnlyList<DependencyJson> Dependencies);

internal sealed record ErrorJson(string Error);

/// <summary>The line that says where the program listens.</summary>
internal sealed record ReadyJson(bool Ready, string Program, string Version, int ProcessId, string Address, string Grpc, string Http, string Control);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(ReadinessJson))]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(ReadyJson))]
[JsonSerializable(typeof(SwitchJson))]
[JsonSerializable(typeof(GenerationJson))]
[JsonSerializable(typeof(LossRequestJson))]
[JsonSerializable(typeof(BackupJson))]
[JsonSerializable(typeof(AuditJson))]
[JsonSerializable(typeof(BackupRequestJson))]
[JsonSerializable(typeof(HaltRequestJson))]
internal sealed partial class ControlJsonContext : JsonSerializerContext;
