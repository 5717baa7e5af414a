namespace DevOrchestrator.Recipient;

/// <summary>What became of a ticket's nonce.</summary>
internal enum NonceUse
{
    /// <summary>It was not looked at: the ticket was refused before.</summary>
    NotNoted,

    /// <summary>Noted for the first time, and used up whatever became of the ticket.</summary>
    Fresh,

    /// <summary>It had been used.</summary>
    Repeated,

    /// <summary>There are as many nonces under these ticket parameters as are taken.</summary>
    TooMany,
}
