using System.Text.Json;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Tickets;
using static Livepeer.Audit.Records.RecordNames;

namespace Livepeer.Audit.Records;

/// <summary>A payment as a record has it. What its account repeats of its plan is written once.</summary>
internal static class PaymentForm
{
    public static void Write(Utf8JsonWriter json, AuditedPayment paid)
    {
        var keys = paid.Keys;
        json.WriteString(Tenant, keys.Tenant.Value);
        json.WriteString(Key, keys.IdempotencyKey);
        json.WriteString(Request, paid.RequestId);
        if (paid.Replayed)
        {
            json.WriteBoolean(Replay, true);
        }

        json.Write(Fingerprint, paid.Fingerprint);
        json.Write(KeepUntil, paid.KeepPlanUntil);
        json.WriteString(Session, keys.Session.PaymentSessionId);
        json.Write(Sender, keys.Balance.Sender);
        json.Write(Recipient, keys.Balance.Recipient);
        json.WriteString(Bucket, keys.Balance.Bucket);
        if (keys.Nonces is { } nonces)
        {
            json.Write(RandHash, nonces.RecipientRandHash);
        }

        WritePlan(json, paid.Plan);
        WriteUsage(json, paid.Usage);
    }

    /// <exception cref="FormatException">The record is none of a payment.</exception>
    public static AuditedPayment Read(JsonElement record)
    {
        var plan = ReadPlan(record.GetProperty(Plan.EncodedUtf8Bytes));
        var (sender, recipient) = (record.Address(Sender), record.Address(Recipient));
        var nonces = record.Maybe(RandHash) is null ? null : new NonceKey(sender, record.Hash(RandHash));
        var keys = new LedgerKeys(
            new TenantId(record.Text(Tenant)),
            record.Text(Key),
            new SessionKey(record.Text(Session), recipient),
            new BalanceKey(sender, recipient, record.Text(Bucket)),
            nonces);
        return new AuditedPayment(
            keys,
            record.Hash(Fingerprint),
            plan,
            record.Time(KeepUntil),
            ReadUsage(record.GetProperty(Usage.EncodedUtf8Bytes), keys, plan),
            record.Text(Request),
            record.Maybe(Replay) is not null);
    }

    private static void WritePlan(Utf8JsonWriter json, PaymentPlan plan)
    {
        json.WriteStartObject(Plan);
        json.WriteNumber(FirstNonce, plan.FirstNonce);
        json.WriteNumber(Tickets, plan.TicketCount);
        if (plan.Expiration is { } expiration)
        {
            json.WriteNumber(Round, expiration.CreationRound);
            json.Write(RoundBlockHash, expiration.CreationRoundBlockHash);
        }

        json.Write(Fee, plan.Fee);
        json.Write(NewCredit, plan.NewCredit);
        json.Write(BalanceAfter, plan.BalanceAfter);
        json.WriteNumber(NoncesLeft, plan.NoncesLeft);
        json.WriteNumber(BlocksLeft, plan.BlocksLeft);
        if (plan.Meter is { } reading)
        {
            WriteReading(json, reading);
        }

        json.WriteEndObject();
    }

    private static PaymentPlan ReadPlan(JsonElement plan) => new(
        (uint)plan.Number(FirstNonce),
        (int)plan.Number(Tickets),
        plan.Maybe(Round) is null ? null : new TicketExpiration(plan.Number(Round), plan.Hash(RoundBlockHash)),
        plan.Fraction(Fee),
        plan.Fraction(NewCredit),
        plan.Fraction(BalanceAfter),
        (int)plan.Number(NoncesLeft),
        plan.Number(BlocksLeft))
    {
        Meter = plan.Maybe(RecordNames.Meter) is { } reading ? ReadReading(reading) : null,
    };

    private static void WriteReading(Utf8JsonWriter json, MeterReading reading)
    {
        json.WriteStartObject(RecordNames.Meter);
        json.WriteNumber(Sequence, reading.Sequence);
        json.Write(Units, reading.Units);
        if (reading.BilledFrom is { } from)
        {
            json.Write(From, from);
        }

        json.Write(Until, reading.BilledUntil);
        json.Write(Balance, reading.Balance);
        json.WriteNumber(PriceWei, reading.InitialPrice.Wei);
        json.WriteNumber(PriceUnits, reading.InitialPrice.Units);
        json.WriteNumber(GrantExpires, reading.Grant.ExpiresAtUnixSeconds);
        json.WriteString(AuthId, reading.Grant.AuthId);
        json.WriteEndObject();
    }

    private static MeterReading ReadReading(JsonElement reading) => new(
        reading.Number(Sequence),
        reading.Integer(Units),
        reading.Maybe(From) is null ? null : reading.Time(From),
        reading.Time(Until),
        reading.Fraction(Balance),
        new UnitPrice(reading.Number(PriceWei), reading.Number(PriceUnits)),
        new MeterGrant(reading.Number(GrantExpires), reading.Text(AuthId)));

    private static void WriteUsage(Utf8JsonWriter json, UsageRecord usage)
    {
        json.WriteStartObject(Usage);
        json.Write(At, usage.At);
        json.WriteString(Kind, usage.Kind.ToString());
        json.WriteString(Capability, usage.Capability);
        json.WriteString(Model, usage.Model);
        json.WriteString(Manifest, usage.ManifestId);
        json.Write(Orchestrator, usage.Orchestrator);
        json.WriteString(RecordNames.Uri, usage.OrchestratorUri);
        json.WriteNumber(PriceWei, usage.Price.Wei);
        json.WriteNumber(PriceUnits, usage.Price.Units);
        json.Write(FaceValue, usage.FaceValueWei);
        if (usage.App is { } app)
        {
            json.WriteString(App, app);
        }

        if (usage.Unit != LiveUnit.Unknown)
        {
            json.WriteString(Unit, usage.Unit.ToString());
        }

        json.WriteEndObject();
    }

    private static UsageRecord ReadUsage(JsonElement usage, LedgerKeys keys, PaymentPlan plan) => new(
        keys.Tenant,
        usage.Time(At),
        keys.IdempotencyKey,
        keys.Session.PaymentSessionId,
        Enum.Parse<JobKind>(usage.Text(Kind)),
        usage.Text(Capability),
        usage.Text(Model),
        usage.Text(Manifest),
        keys.Balance.Recipient,
        usage.Address(Orchestrator),
        usage.Text(RecordNames.Uri),
        plan.TicketCount == 0 ? null : keys.Nonces!.RecipientRandHash,
        plan.FirstNonce,
        plan.TicketCount,
        new UnitPrice(usage.Number(PriceWei), usage.Number(PriceUnits)),
        plan.Fee,
        plan.NewCredit,
        usage.Integer(FaceValue),
        plan.BalanceAfter,
        plan.Meter)
    {
        App = usage.Maybe(App) is null ? null : usage.Text(App),
        Unit = usage.Maybe(Unit) is null ? LiveUnit.Unknown : Enum.Parse<LiveUnit>(usage.Text(Unit)),
    };
}
