namespace Livepeer.Ledger.Redis.State;

/// <summary>The store has something where a row should be that no version of this program wrote. Nothing was written by the batch that met it.</summary>
internal sealed class UnreadableRowException(Exception innerException)
    : Exception("Redis holds a row that cannot be read: it was changed by hand, or by another program.", innerException);
