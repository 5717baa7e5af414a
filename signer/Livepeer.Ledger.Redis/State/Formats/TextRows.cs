using System.Globalization;
using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State.Formats;

/// <summary>"Already paid": the payment without its plan, which has a shorter life and a row of its own.</summary>
internal sealed class PaymentRows(KeyNames names) : RowFormat<PaymentId, PaymentRow>
{
    public override RowKind Kind => RowKind.Text;

    public override RedisKey KeyOf(PaymentId key) => names.Payment(key);

    public override DateTimeOffset? EndOf(PaymentRow row) => Lifetimes.TombstoneEnd(row.KeepPlanUntil);

    public override string Write(PaymentRow row) => PaymentJson.Write(row with { Payment = row.Payment with { Plan = null } });

    public override PaymentRow Read(PaymentId key, string text, IReadOnlyList<(string Part, string Text)> parts) => PaymentJson.Read(text);
}

/// <summary>Plans, as long as a repetition gets the same answer.</summary>
internal sealed class PlanRows(KeyNames names) : RowFormat<PaymentId, PlanRow>
{
    public override RowKind Kind => RowKind.Text;

    public override RedisKey KeyOf(PaymentId key) => names.Plan(key);

    public override DateTimeOffset? EndOf(PlanRow row) => row.KeepUntil;

    public override string Write(PlanRow row) => PlanJson.Write(row.Plan);

    // When it ends is written in the payment's own row.
    public override PlanRow Read(PaymentId key, string text, IReadOnlyList<(string Part, string Text)> parts) => new(PlanJson.Read(text), DateTimeOffset.MaxValue);
}

/// <summary>A plan and how long it is kept.</summary>
internal sealed record PlanRow(PaymentPlan Plan, DateTimeOffset KeepUntil);

/// <summary>Nonce spaces.</summary>
internal sealed class NonceRows(KeyNames names) : RowFormat<NonceKey, NonceState>
{
    public override RowKind Kind => RowKind.Text;

    public override RedisKey KeyOf(NonceKey key) => names.Nonces(key);

    public override DateTimeOffset? EndOf(NonceState row) => row.RetainUntil;

    public override string Write(NonceState row) => NonceJson.Write(row);

    public override NonceState Read(NonceKey key, string text, IReadOnlyList<(string Part, string Text)> parts) => NonceJson.Read(text);
}

/// <summary>Payment sessions.</summary>
internal sealed class SessionRows(KeyNames names) : RowFormat<SessionId, SessionState>
{
    public override RowKind Kind => RowKind.Text;

    public override RedisKey KeyOf(SessionId key) => names.Session(key);

    public override DateTimeOffset? EndOf(SessionState row) => Lifetimes.End(row);

    public override string Write(SessionState row) => SessionJson.Write(row);

    public override SessionState Read(SessionId key, string text, IReadOnlyList<(string Part, string Text)> parts) => SessionJson.Read(text);
}

/// <summary>What tenants were given. Stays for good.</summary>
internal sealed class SpendRows(KeyNames names) : RowFormat<TenantId, TenantSpend>
{
    public override RowKind Kind => RowKind.Text;

    public override RedisKey KeyOf(TenantId key) => names.Spend(key);

    public override string Write(TenantSpend row) => SpendJson.Write(row);

    public override TenantSpend Read(TenantId key, string text, IReadOnlyList<(string Part, string Text)> parts) => SpendJson.Read(text);
}

/// <summary>Lines of the account: fields of the day's hash. They stay for good.</summary>
internal sealed class DayRows(KeyNames names) : RowFormat<UsageDayId, UsageDay>
{
    public override RowKind Kind => RowKind.Field;

    public override RedisKey KeyOf(UsageDayId key) => names.Day(key.Day);

    public override RedisValue FieldOf(UsageDayId key) => KeyNames.Line(key);

    public override string Write(UsageDay row) => UsageDayJson.Write(row);

    public override UsageDay Read(UsageDayId key, string text, IReadOnlyList<(string Part, string Text)> parts) => UsageDayJson.Read(text, key);
}

/// <summary>How many lines of the account a tenant has on a day. A day that an older version began is counted from its first line of this one.</summary>
internal sealed class LineCountRows(KeyNames names) : RowFormat<TenantDay, LineCount>
{
    public override RowKind Kind => RowKind.Field;

    public override RedisKey KeyOf(TenantDay key) => names.Day(key.Day);

    public override RedisValue FieldOf(TenantDay key) => KeyNames.LineCount(key);

    public override string Write(LineCount row) => row.Lines.ToString(CultureInfo.InvariantCulture);

    public override LineCount Read(TenantDay key, string text, IReadOnlyList<(string Part, string Text)> parts) => new(int.Parse(text, CultureInfo.InvariantCulture));
}
