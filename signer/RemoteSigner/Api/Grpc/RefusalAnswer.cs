using Google.Protobuf;
using Grpc.Core;
using Livepeer.Payments.Desk;
using Livepeer.Protos.RemoteSigner.V1;

namespace RemoteSigner.Api.Grpc;

/// <summary>A refusal as gRPC carries it: a status, and the whole of it in a trailer.</summary>
internal static class RefusalAnswer
{
    /// <summary>Trailer with the serialized <see cref="Refusal"/>.</summary>
    public const string Trailer = "remotesigner-refusal-bin";

    public static RpcException Of(PaymentRefusal refusal) => new(StatusOf(refusal), new Metadata { { Trailer, MessageOf(refusal).ToByteArray() } });

    /// <summary>The status, whose text begins with the code.</summary>
    public static Status StatusOf(PaymentRefusal refusal) => new(StatusMap.Of(refusal.Kind), $"{RefusalCatalogue.For(refusal.Kind).Code}: {refusal.Message}");

    /// <summary>The whole refusal.</summary>
    public static Refusal MessageOf(PaymentRefusal refusal)
    {
        var entry = RefusalCatalogue.For(refusal.Kind);
        return new Refusal
        {
            Code = entry.Code,
            Message = refusal.Message,
            Actual = refusal.Actual,
            Limit = refusal.Limit,
            Side = SideOf(entry.Side),
            Remedy = entry.Remedy,
            RetryAfterMillis = refusal.RetryAfter is { } wait ? (uint)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 1, uint.MaxValue) : 0,
        };
    }

    private static Side SideOf(RefusalSide side) => side switch
    {
        RefusalSide.Caller => Side.Caller,
        RefusalSide.Orchestrator => Side.Orchestrator,
        RefusalSide.Signer => Side.Signer,
        RefusalSide.SenderAccount => Side.SenderAccount,
        _ => Side.Unspecified,
    };
}
