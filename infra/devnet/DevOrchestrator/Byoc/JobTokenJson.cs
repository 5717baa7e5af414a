using System.Text.Json.Serialization;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Byoc;

/// <summary>Answer of GET /process/token. Source: go-livepeer byoc/types.go.</summary>
internal sealed record JobTokenJson
{
    [JsonPropertyName("sender_address")]
    public required JobSenderJson SenderAddress { get; init; }

    [JsonPropertyName("ticket_params")]
    public TicketParamsJson? TicketParams { get; init; }

    /// <summary>Whole wei.</summary>
    [JsonPropertyName("balance")]
    public long Balance { get; init; }

    [JsonPropertyName("price")]
    public PriceJson? Price { get; init; }

    [JsonPropertyName("service_addr")]
    public required string ServiceAddr { get; init; }

    [JsonPropertyName("available_capacity")]
    public long AvailableCapacity { get; init; }

    [JsonPropertyName("LastNonce")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public uint LastNonce { get; init; }
}

/// <summary>A price per second in wei.</summary>
internal sealed record PriceJson([property: JsonPropertyName("pricePerUnit")] long PricePerUnit, [property: JsonPropertyName("pixelsPerUnit")] long PixelsPerUnit);

/// <summary>Ticket parameters with the protobuf's field names; bytes under base64.</summary>
internal sealed record TicketParamsJson
{
    [JsonPropertyName("recipient")]
    public byte[]? Recipient { get; init; }

    [JsonPropertyName("face_value")]
    public byte[]? FaceValue { get; init; }

    [JsonPropertyName("win_prob")]
    public byte[]? WinProb { get; init; }

    [JsonPropertyName("recipient_rand_hash")]
    public byte[]? RecipientRandHash { get; init; }

    [JsonPropertyName("seed")]
    public byte[]? Seed { get; init; }

    [JsonPropertyName("expiration_block")]
    public byte[]? ExpirationBlock { get; init; }

    [JsonPropertyName("expiration_params")]
    public ExpirationParamsJson? ExpirationParams { get; init; }

    public static TicketParamsJson Of(TicketParams wire) => new()
    {
        Recipient = Bytes(wire.Recipient),
        FaceValue = Bytes(wire.FaceValue),
        WinProb = Bytes(wire.WinProb),
        RecipientRandHash = Bytes(wire.RecipientRandHash),
        Seed = Bytes(wire.Seed),
        ExpirationBlock = Bytes(wire.ExpirationBlock),
        ExpirationParams = new ExpirationParamsJson(wire.ExpirationParams.CreationRound, Bytes(wire.ExpirationParams.CreationRoundBlockHash)),
    };

    private static byte[]? Bytes(ByteString value) => value.IsEmpty ? null : value.ToByteArray();
}

/// <summary>The round of the tickets.</summary>
internal sealed record ExpirationParamsJson(
    [property: JsonPropertyName("creation_round")] long CreationRound, [property: JsonPropertyName("creation_round_block_hash")] byte[]? CreationRoundBlockHash);
