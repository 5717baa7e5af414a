namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>What became of one request to the signer.</summary>
internal abstract record SignerReply
{
    private SignerReply()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Status">Also numbers that HTTP does not know.</param>
    /// <param name="Body">Whole.</param>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Body) : SignerReply;

    /// <summary>There is no answer, or none that can be read.</summary>
    /// <param name="Detail">Why, without what was sent.</param>
    /// <param name="MayHaveArrived">Whether the signer may have done what it was asked for.</param>
    public sealed record Silent(string Detail, bool MayHaveArrived) : SignerReply;
}
