using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using RemoteSigner.Configuration;

namespace RemoteSigner.Tenants.Limits;

/// <summary>Every limit of a tenant, once: the commands, the tenant file and its documentation follow this table.</summary>
internal static class LimitTable
{
    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<LimitOption> All { get; } =
    [
        new LimitOption<JobKinds>
        {
            Name = "jobs",
            ValueName = "kinds",
            IsList = true,
            Help = $"Kinds of jobs that may be paid for: some of {string.Join(", ", JobWords.All)}.",
            Parse = JobWords.TryParse,
            Write = JobWords.Text,
            Get = limits => limits.Jobs,
            Set = (limits, value) => limits with { Jobs = value },
        },
        new LimitOption<ImmutableHashSet<EthAddress>?>
        {
            Name = "recipient",
            ValueName = "addresses",
            IsList = true,
            Help = "Ticket recipients, the orchestrators' on-chain addresses, that may be paid.",
            Parse = Recipients,
            Write = value => value is null ? null : string.Join(',', value.Select(address => address.ToString()).Order(StringComparer.OrdinalIgnoreCase)),
            Get = limits => limits.Recipients,
            Set = (limits, value) => limits with { Recipients = value },
        },
        new LimitOption<long?>
        {
            Name = "payments-per-minute",
            ValueName = "n",
            Help = "Payments in a minute of the calendar.",
            Parse = Count,
            Write = value => value?.ToString(CultureInfo.InvariantCulture),
            Get = limits => limits.PaymentsPerMinute,
            Set = (limits, value) => limits with { PaymentsPerMinute = value },
        },
        Calls(
            "max-calls-in-flight",
            "Calls at the same time, instead of the signer's max-calls-in-flight-per-tenant.",
            limits => limits.MaxCallsInFlight,
            (limits, value) => limits with { MaxCallsInFlight = value }),
        Calls("calls-per-second", "Calls in a second, instead of the signer's calls-per-second-per-tenant.", limits => limits.CallsPerSecond, (limits, value) => limits with { CallsPerSecond = value }),
        Amount("ev-per-minute", "Expected value of all tickets in a minute of the calendar.", limits => limits.EvPerMinuteWei, (limits, value) => limits with { EvPerMinuteWei = value }),
        Amount("ev-per-hour", "Expected value of all tickets in an hour of the calendar.", limits => limits.EvPerHourWei, (limits, value) => limits with { EvPerHourWei = value }),
        Amount("ev-per-day", "Expected value of all tickets in a day, UTC.", limits => limits.EvPerDayWei, (limits, value) => limits with { EvPerDayWei = value }),
        Amount("ev-total", "Expected value of all tickets ever.", limits => limits.EvTotalWei, (limits, value) => limits with { EvTotalWei = value }),
        Amount(
            "face-value-per-day",
            "Face value of all tickets in a day, UTC: what it costs when every one of them wins.",
            limits => limits.FaceValuePerDayWei,
            (limits, value) => limits with { FaceValuePerDayWei = value }),
        Amount("max-face-value", "Face value of one ticket.", limits => limits.MaxFaceValueWei, (limits, value) => limits with { MaxFaceValueWei = value }),
        new LimitOption<Rational?>
        {
            Name = "max-price",
            ValueName = "wei",
            Help = "Highest price in wei per unit, for what max-price-for does not name.",
            Parse = Price,
            Write = value => value?.ToString(),
            Get = limits => limits.Ceilings.Global,
            Set = (limits, value) => limits with { Ceilings = limits.Ceilings with { Global = value } },
        },
        new LimitOption<ImmutableDictionary<CapabilityModel, Rational>>
        {
            Name = "max-price-for",
            ValueName = "pipeline/model=wei",
            IsList = true,
            Help = "Highest prices in wei per unit of AI models; the model 'default' stands for all others of its pipeline. Of a job that names several, the lowest counts.",
            Parse = ModelPrices.TryParse,
            Write = ModelPrices.Text,
            Get = limits => limits.Ceilings.PerModel,
            Set = (limits, value) => limits with { Ceilings = limits.Ceilings with { PerModel = value } },
        },
    ];

    private static LimitOption<int?> Calls(string name, string help, Func<TenantLimits, int?> get, Func<TenantLimits, int?, TenantLimits> set) => new()
    {
        Name = name,
        ValueName = "n",
        Help = help,
        Parse = (string text, out int? value, out string problem) =>
        {
            var read = OptionParsers.Whole(1, AdmissionRows.Most)(text, out var calls, out problem);
            value = (int)calls;
            return read;
        },
        Write = value => value?.ToString(CultureInfo.InvariantCulture),
        Get = get,
        Set = set,
    };

    private static LimitOption<BigInteger?> Amount(string name, string help, Func<TenantLimits, BigInteger?> get, Func<TenantLimits, BigInteger?, TenantLimits> set) => new()
    {
        Name = name,
        ValueName = "amount",
        Help = help + " In wei, or with a unit: '0.5 eth', '20 gwei'.",
        Parse = (string text, out BigInteger? value, out string problem) =>
        {
            var read = OptionParsers.Amount(text, out var wei, out problem);
            value = wei;
            return read;
        },
        Write = value => value?.ToString(CultureInfo.InvariantCulture),
        Show = value => EthAmount.Format(value!.Value),
        Get = get,
        Set = set,
    };

    private static bool Count(string text, out long? value, out string problem)
    {
        var read = OptionParsers.Whole(0, long.MaxValue)(text, out var count, out problem);
        value = count;
        return read;
    }

    private static bool Price(string text, out Rational? value, out string problem)
    {
        var read = OptionParsers.Price(text, out var price, out problem) || OptionParsers.Fraction(text, out price, out _);
        value = price;
        return read;
    }

    private static bool Recipients(string text, out ImmutableHashSet<EthAddress>? value, out string problem)
    {
        var addresses = ImmutableHashSet.CreateBuilder<EthAddress>();
        problem = string.Empty;
        value = null;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!EthAddress.TryParse(part, out var address))
            {
                problem = $"no list of addresses: '{part}' is not 0x and 40 hexadecimal digits";
                return false;
            }

            addresses.Add(address);
        }

        problem = "an empty list, which would allow nobody: 'tenants revoke' does that";
        value = addresses.ToImmutable();
        return addresses.Count > 0;
    }
}
