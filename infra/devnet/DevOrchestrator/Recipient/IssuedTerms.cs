namespace DevOrchestrator.Recipient;

/// <summary>Ticket parameters for a sender, or the text by which they are refused: exactly one of the two.</summary>
internal sealed record IssuedTerms(TicketTerms? Terms, string? Refusal)
{
    public static IssuedTerms Of(TicketTerms terms) => new(terms, null);

    public static IssuedTerms Refused(string text) => new(null, text);
}
