using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;
using TestKit;

namespace DevOrchestrator.Tests.Recipient;

/// <summary>Reads recipient.json into the values of this orchestrator.</summary>
internal static class RecipientVectors
{
    public static readonly JsonElement Root = Vectors.Load("recipient.json").RootElement;

    public static BigInteger Number(this JsonElement element, string property) =>
        element.GetProperty(property) is { ValueKind: JsonValueKind.Number } number
            ? number.GetInt64()
            : BigInteger.Parse(element.Text(property), CultureInfo.InvariantCulture);

    public static EthAddress Address(this JsonElement element, string property) => EthAddress.FromBytes(element.Hex(property));

    public static ChainView Chain(JsonElement chain)
    {
        var error = chain.TryGetProperty("senderInfoError", out var text) ? text.GetString() : null;
        var funds = new SenderFunds(
            chain.Number("senderDeposit"),
            chain.GetProperty("senderWithdrawRound").GetInt64(),
            chain.Number("senderReserveFundsRemaining"),
            chain.Number("senderReserveClaimedInCurrentRound"),
            chain.Number("senderReserveClaimedByOrchestrator"));
        return new ChainView(
            chain.GetProperty("lastInitializedRound").GetInt64(),
            chain.Hex("lastInitializedL1BlockHash"),
            chain.Hex("preLastInitializedL1BlockHash"),
            chain.Number("lastSeenL1Block"),
            chain.Number("transcoderPoolSize"),
            error is null ? funds : null,
            error,
            chain.GetProperty("activeOrchestrators").EnumerateArray().Select(address => EthAddress.FromBytes(Vectors.Hex(address.GetString()!))).ToHashSet());
    }

    public static TicketPolicy Policy(JsonElement orchestrator) => new(
        orchestrator.Number("ticketEV"),
        orchestrator.Number("redeemGas"),
        orchestrator.Number("txCostMultiplier"),
        orchestrator.Number("gasPrice"),
        orchestrator.Number("maxFaceValue"));

    public static Rational Price(JsonElement price) => new(price.GetProperty("pricePerUnit").GetInt64(), price.GetProperty("pixelsPerUnit").GetInt64());
}
