namespace Livepeer.Ledger.Orders;

/// <summary>Whether the queue took an order.</summary>
internal enum OrderAdmission
{
    /// <summary>Not an answer.</summary>
    Unknown,

    /// <summary>It waits for the writer.</summary>
    Queued,

    /// <summary>Too many wait already.</summary>
    Full,

    /// <summary>The ledger is closing or closed.</summary>
    Closed,
}
