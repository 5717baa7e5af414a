namespace DevOrchestrator.Control;

/// <summary>What the journal made of the tickets of one payment.</summary>
/// <param name="Fresh">Tickets never seen before.</param>
/// <param name="Repeats">Tickets seen before with the same signature.</param>
/// <param name="Violations">Tickets whose nonce was seen before with another signature.</param>
internal readonly record struct JournalCounts(int Fresh, int Repeats, int Violations);
