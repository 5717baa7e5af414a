namespace GatewayLite.Pipelines.Payments;

/// <summary>A payment or a refusal: one closed set.</summary>
public abstract record PayerAnswer
{
    private PayerAnswer()
    {
    }

    /// <summary>Paid; to be reported when its outcome is known.</summary>
    /// <param name="Payment">What goes into the request.</param>
    public sealed record Paid(PaymentHeaders Payment) : PayerAnswer;

    /// <summary>Not paid.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PayerRefusal Refusal) : PayerAnswer;
}
