namespace Livepeer.Wire.SignerApi;

/// <summary>Answers of <see cref="SignerPaths.GenerateLivePayment"/>. Every answer ends with a line feed, as Go's encoder ends it.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go RemotePaymentResponse, server/handlers.go respondJsonError.</remarks>
public static class RemotePaymentResponseJson
{
    /// <summary>A payment.</summary>
    /// <param name="payment">Value of the header Livepeer-Payment.</param>
    /// <param name="segmentCredentials">Value of the header Livepeer-Segment.</param>
    /// <param name="state">State of the session from now on.</param>
    /// <param name="seal">What proves who issued it.</param>
    public static byte[] Write(string payment, string segmentCredentials, ReadOnlySpan<byte> state, ReadOnlySpan<byte> seal)
    {
        var json = new JsonText(payment.Length + segmentCredentials.Length + (2 * state.Length) + 160);
        json.Raw("{\"payment\":"u8).Text(payment).Raw(",\"segCreds\":"u8).Text(segmentCredentials);
        return Sealed(json, state, seal);
    }

    /// <summary>An error: its message alone.</summary>
    public static byte[] Error(string message) => Message(new JsonText(message.Length + 32), message).Raw("}\n"u8).Written.ToArray();

    /// <summary>An error with the session's state beside it: callers that read the message alone lose nothing.</summary>
    public static byte[] Error(string message, ReadOnlySpan<byte> state, ReadOnlySpan<byte> seal) =>
        Sealed(Message(new JsonText(message.Length + (2 * state.Length) + 160), message), state, seal);

    private static JsonText Message(JsonText json, string message) => json.Raw("{\"error\":{\"message\":"u8).Text(message).Raw("}"u8);

    private static byte[] Sealed(JsonText json, ReadOnlySpan<byte> state, ReadOnlySpan<byte> seal) =>
        json.Raw(",\"state\":{\"State\":"u8).Base64(state).Raw(",\"Sig\":"u8).Base64(seal).Raw("}}\n"u8).Written.ToArray();
}
