using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>A payment as a gateway reads it out of an answer of <see cref="SignerPaths.GenerateLivePayment"/>.</summary>
/// <param name="Payment">Value of the header Livepeer-Payment; not empty, else unchecked.</param>
/// <param name="SegmentCredentials">Value of the header Livepeer-Segment; not empty, else unchecked.</param>
/// <param name="State">State of the session from now on, opaque and not empty.</param>
/// <param name="Seal">What proves who issued it.</param>
/// <remarks>Source: go-livepeer server/remote_signer.go RemotePaymentResponse.</remarks>
public sealed record SignedPayment(string Payment, string SegmentCredentials, byte[] State, byte[] Seal)
{
    private static readonly string[] Names = ["payment", "segCreds", "state"];

    /// <summary>Reads an answer by the rules of Go's decoder.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="payment">Null when it is no answer, or one of its parts is empty.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SignedPayment? payment)
    {
        payment = null;
        try
        {
            var json = new GoObjectReader(body);
            var read = Read(ref json);
            payment = json.Fault is null && read is { Payment.Length: > 0, SegmentCredentials.Length: > 0, State.Length: > 0 } ? read : null;
        }
        catch (JsonException)
        {
            // What is no JSON is no payment.
        }

        return payment is not null;
    }

    /// <summary>Without its contents: they are credentials.</summary>
    public override string ToString() => FormattableString.Invariant($"payment with a state of {State.Length} bytes");

    private static SignedPayment Read(ref GoObjectReader json)
    {
        string payment = "", credentials = "";
        byte[] state = [], seal = [];
        if (json.BeginText())
        {
            for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
            {
                switch (member)
                {
                    case 0:
                        json.Text("payment", ref payment);
                        break;
                    case 1:
                        json.Text("segCreds", ref credentials);
                        break;
                    case 2:
                        SealedStateReader.Read(ref json, ref state, ref seal);
                        break;
                }
            }
        }

        return new SignedPayment(payment, credentials, state, seal);
    }
}
