using System.Globalization;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table that say who is paid, and how far ahead.</summary>
internal static class PolicyRows
{
    public static readonly ProgramOption<IReadOnlySet<EthAddress>> AllowedRecipients = new()
    {
        Name = "allowed-recipients",
        Group = PriceRows.Group,
        ValueName = "addresses",
        Parse = AddressList.Parse,
        Help = "Ticket recipients that are paid, whoever asks, divided by commas. Without it any recipient that a caller brings is paid, within the other limits.",
    };

    public static readonly ProgramOption<long> LiveRunway = new()
    {
        Name = "live-runway-seconds",
        Group = PriceRows.Group,
        ValueName = "s",
        Parse = OptionParsers.Whole(0, 600),
        DefaultText = ((long)PaymentPolicy.DefaultLiveRunway.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        Help = "Time that live work is always paid ahead, so that a lost or late payment ends nothing; with 0 it is what go-livepeer's signer does: what the first payment covers.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [AllowedRecipients, LiveRunway];
}
