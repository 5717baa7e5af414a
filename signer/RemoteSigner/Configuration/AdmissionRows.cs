using System.Globalization;
using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table that say how much may be called.</summary>
internal static class AdmissionRows
{
    /// <summary>Highest number that can be set.</summary>
    public const int Most = 1_000_000;

    public static readonly ProgramOption<long> InFlightPerTenant = Row(
        "max-calls-in-flight-per-tenant", 1_024,
        "Calls of one tenant that are answered at the same time, through both APIs; messages of PayStream count one by one, and an open stream as one. 0: any number. A tenant's own max-calls-in-flight comes first.");

    public static readonly ProgramOption<long> PerSecondPerTenant = Row(
        "calls-per-second-per-tenant", 10_000,
        "Calls that one tenant may begin in a second, as many at once. 0: any number. A tenant's own calls-per-second comes first.");

    public static readonly ProgramOption<long> InFlight = Row(
        "max-calls-in-flight", 8_192, "Calls of all tenants together that are answered at the same time. 0: any number.");

    public static readonly ProgramOption<long> PerSecond = Row("calls-per-second", 0, "Calls that all tenants together may begin in a second. 0: any number.");

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [InFlightPerTenant, PerSecondPerTenant, InFlight, PerSecond];

    private static ProgramOption<long> Row(string name, long usual, string help) => new()
    {
        Name = name,
        Group = "Callers",
        ValueName = "n",
        Parse = OptionParsers.Whole(0, Most),
        DefaultText = usual.ToString(CultureInfo.InvariantCulture),
        Help = help,
    };
}
