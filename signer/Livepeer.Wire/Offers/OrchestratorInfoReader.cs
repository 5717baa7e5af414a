using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Matching;
using AuthToken = Livepeer.Payments.Desk.AuthToken;
using PriceInfo = Livepeer.Payments.Money.PriceInfo;
using WirePrice = Livepeer.Protos.Net.PriceInfo;

namespace Livepeer.Wire.Offers;

/// <summary>
/// Reads net.OrchestratorInfo. Garbage of any kind is a <see cref="WireFault"/>, never an exception. What is read is well formed, not sensible: prices,
/// ticket values and times are judged by who uses them.
/// </summary>
public static class OrchestratorInfoReader
{
    private const string Message = "OrchestratorInfo";

    /// <summary>Reads what a payment needs.</summary>
    /// <param name="bytes">As the orchestrator sent them, at most <see cref="WireLimits.OrchestratorInfoBytes"/>.</param>
    /// <param name="offer">The offer, or null.</param>
    /// <param name="fault">The first field that is not acceptable, or null.</param>
    public static bool TryReadOffer(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OrchestratorOffer? offer, [NotNullWhen(false)] out WireFault? fault)
    {
        offer = null;
        if (!TryParse(bytes, out var info, out fault))
        {
            return false;
        }

        var rules = new FieldRules();
        var read = Offer(info, rules);
        fault = rules.Fault;
        offer = fault is null ? read : null;
        return fault is null;
    }

    /// <summary>Reads everything that a gateway uses.</summary>
    /// <param name="bytes">As the orchestrator sent them, at most <see cref="WireLimits.OrchestratorInfoBytes"/>.</param>
    /// <param name="description">The description with a copy of the bytes, or null.</param>
    /// <param name="fault">The first field that is not acceptable, or null.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OrchestratorDescription? description, [NotNullWhen(false)] out WireFault? fault)
    {
        description = null;
        if (!TryParse(bytes, out var info, out fault))
        {
            return false;
        }

        var rules = new FieldRules();
        rules.Count("capabilities_prices", info.CapabilitiesPrices.Count, WireLimits.CapabilityPrices);
        rules.Count("nodes", info.Nodes.Count, WireLimits.Nodes);
        rules.Count("storage", info.Storage.Count, WireLimits.Storages);
        var read = new OrchestratorDescription(
            bytes.ToArray(),
            Offer(info, rules),
            info.Capabilities is null ? null : OrchestratorCapabilities.Read(info.Capabilities, rules),
            [.. info.CapabilitiesPrices.Select(price => Price("capabilities_prices", price, rules))],
            [.. info.Storage.Select(storage => rules.Text("storage.s3info.host", storage.S3Info?.Host ?? "", WireLimits.UriLength)).Where(host => host.Length > 0)],
            [.. info.Nodes.Select(node => rules.Text("nodes", node, WireLimits.UriLength))]);
        fault = rules.Fault;
        description = fault is null ? read : null;
        return fault is null;
    }

    internal static OrchestratorOffer Offer(OrchestratorInfo info, FieldRules rules) =>
        new(
            rules.Text("transcoder", info.Transcoder, WireLimits.UriLength),
            rules.OptionalAddress("address", info.Address),
            info.PriceInfo is null ? null : Price("price_info", info.PriceInfo, rules),
            info.TicketParams is null ? null : Parameters(info.TicketParams, rules),
            info.AuthToken is null ? null : Token(info.AuthToken, rules));

    private static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OrchestratorInfo? info, [NotNullWhen(false)] out WireFault? fault)
    {
        info = null;
        fault = null;
        if (bytes.Length > WireLimits.OrchestratorInfoBytes)
        {
            fault = new WireFault(Message, $"{bytes.Length} bytes", $"at most {WireLimits.OrchestratorInfoBytes} bytes");
            return false;
        }

        try
        {
            info = OrchestratorInfo.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            fault = new WireFault(Message, "bytes that are no protobuf message of this type", "a serialized net.OrchestratorInfo");
            return false;
        }
    }

    private static PriceInfo Price(string field, WirePrice price, FieldRules rules) =>
        new(
            rules.NotNegative(field + ".pricePerUnit", price.PricePerUnit),
            rules.NotNegative(field + ".pixelsPerUnit", price.PixelsPerUnit),
            price.Capability,
            rules.Text(field + ".constraint", price.Constraint, WireLimits.ModelIdLength));

    private static TicketParameters Parameters(TicketParams parameters, FieldRules rules) =>
        new(
            rules.Address("ticket_params.recipient", parameters.Recipient),
            new Wei(rules.Integer("ticket_params.face_value", parameters.FaceValue)),
            new WinProbability(rules.Integer("ticket_params.win_prob", parameters.WinProb)),
            rules.Hash("ticket_params.recipient_rand_hash", parameters.RecipientRandHash),
            rules.Integer("ticket_params.seed", parameters.Seed),
            rules.Integer("ticket_params.expiration_block", parameters.ExpirationBlock),
            parameters.ExpirationParams is null ? null : Expiration(parameters.ExpirationParams, rules));

    private static TicketExpiration Expiration(TicketExpirationParams expiration, FieldRules rules) =>
        new(
            rules.NotNegative("ticket_params.expiration_params.creation_round", expiration.CreationRound),
            rules.Hash("ticket_params.expiration_params.creation_round_block_hash", expiration.CreationRoundBlockHash));

    private static AuthToken Token(Protos.Net.AuthToken token, FieldRules rules) =>
        new(
            rules.Opaque("auth_token.token", token.Token, WireLimits.AuthTokenBytes),
            rules.Text("auth_token.session_id", token.SessionId, WireLimits.SessionIdLength),
            rules.NotNegative("auth_token.expiration", token.Expiration));
}
