namespace Livepeer.Wire.SignerApi;

/// <summary>Statuses of the signer's HTTP API that HTTP itself does not know.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go.</remarks>
public static class SignerStatuses
{
    /// <summary>Ask the orchestrator again, then repeat with the same state.</summary>
    public const int RefreshSession = 480;

    /// <summary>The price is above a ceiling.</summary>
    public const int PriceExceeded = 481;

    /// <summary>The balance covers what is due.</summary>
    public const int NoTickets = 482;

    /// <summary>A budget is used up. Source: clearinghouse identity-webhook/protocol.mjs.</summary>
    public const int InsufficientBalance = 483;
}
