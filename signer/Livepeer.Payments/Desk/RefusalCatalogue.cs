using System.Collections.Frozen;

namespace Livepeer.Payments.Desk;

/// <summary>One line of the catalogue.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Code">Stable snake_case name, the same in APIs, logs, metrics and documents.</param>
/// <param name="Side">Whose side it is.</param>
/// <param name="Cure">What kind of action helps.</param>
/// <param name="Remedy">What to do, in one sentence.</param>
public sealed record RefusalEntry(RefusalKind Kind, string Code, RefusalSide Side, RefusalCure Cure, string Remedy);

/// <summary>What a program can do about a refusal.</summary>
public enum RefusalCure
{
    /// <summary>Nothing by itself: a person has to change something.</summary>
    None,

    /// <summary>Ask the orchestrator for a new OrchestratorInfo and order again.</summary>
    Refresh,

    /// <summary>Order again after a moment, with the same idempotency key.</summary>
    Retry,

    /// <summary>Take another orchestrator.</summary>
    AnotherOrchestrator,
}

/// <summary>The one list of reasons for which a payment is refused.</summary>
public static class RefusalCatalogue
{
    private static readonly FrozenDictionary<RefusalKind, RefusalEntry> ByKind = new RefusalEntry[]
    {
        new(RefusalKind.Unknown, "internal", RefusalSide.Signer, RefusalCure.None,
            "This is a defect of the signer: report it with the time of the request."),
        new(RefusalKind.InvalidRequest, "invalid_request", RefusalSide.Caller, RefusalCure.None, "Correct the field that the message names."),
        new(RefusalKind.UnsafeText, "unsafe_text", RefusalSide.Caller, RefusalCure.None,
            "Use printable ASCII characters only, at most as many as the limit says."),
        new(RefusalKind.MalformedOrchestratorInfo, "malformed_orchestrator_info", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Send the OrchestratorInfo exactly as the orchestrator gave it, or take another orchestrator."),
        new(RefusalKind.InvalidPrice, "invalid_price", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator: this one names no usable price."),
        new(RefusalKind.MissingAuthToken, "missing_auth_token", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator: this one gave no authentication token."),
        new(RefusalKind.MissingTicketParameters, "missing_ticket_parameters", RefusalSide.Orchestrator, RefusalCure.Refresh,
            "Ask the orchestrator again, naming the sender's address and signature."),
        new(RefusalKind.InvalidTicketParameters, "invalid_ticket_parameters", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator: no sound ticket can be made with these parameters."),
        new(RefusalKind.IdempotencyKeyReused, "idempotency_key_reused", RefusalSide.Caller, RefusalCure.None,
            "Use a new idempotency key for every payment."),
        new(RefusalKind.AlreadyPaid, "already_paid", RefusalSide.Caller, RefusalCure.None,
            "Do not repeat this payment; order a new one with a new idempotency key if there is new work."),
        new(RefusalKind.PriceAboveCeiling, "price_above_ceiling", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take a cheaper orchestrator, or raise the ceiling that the message names."),
        new(RefusalKind.PriceMoreThanDoubled, "price_more_than_doubled", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator, or accept the price by beginning a new payment session."),
        new(RefusalKind.AuthTokenExpiring, "auth_token_expiring", RefusalSide.Caller, RefusalCure.Refresh,
            "Ask the orchestrator for a new OrchestratorInfo and order again."),
        new(RefusalKind.TicketParametersExpired, "ticket_parameters_expired", RefusalSide.Caller, RefusalCure.Refresh,
            "Ask the orchestrator for a new OrchestratorInfo and order again."),
        new(RefusalKind.NonceSpaceExhausted, "nonce_space_exhausted", RefusalSide.Caller, RefusalCure.Refresh,
            "Ask the orchestrator for a new OrchestratorInfo and order again."),
        new(RefusalKind.NonceSpaceClosed, "nonce_space_closed", RefusalSide.Signer, RefusalCure.Refresh,
            "Ask the orchestrator for a new OrchestratorInfo and order again: the ledger may have lost records of these parameters."),
        new(RefusalKind.FaceValueTooLow, "face_value_too_low", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator: a ticket of this one would always win."),
        new(RefusalKind.TicketEvAboveLimit, "ticket_ev_above_limit", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator, or raise -maxTicketEV."),
        new(RefusalKind.TotalEvAboveLimit, "total_ev_above_limit", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Order less work at once, take a cheaper orchestrator, or raise -maxTotalEV."),
        new(RefusalKind.FaceValueAboveDeposit, "face_value_above_deposit", RefusalSide.SenderAccount, RefusalCure.AnotherOrchestrator,
            "Fund the deposit, lower -depositMultiplier, or take an orchestrator with smaller tickets."),
        new(RefusalKind.TooManyTickets, "too_many_tickets", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Order less work at once, or take an orchestrator whose tickets are worth more."),
        new(RefusalKind.SenderUnlocking, "sender_unlocking", RefusalSide.SenderAccount, RefusalCure.None,
            "Cancel the unlocking of the sender's funds."),
        new(RefusalKind.NoReserve, "no_reserve", RefusalSide.SenderAccount, RefusalCure.None, "Fund the sender's reserve at the TicketBroker."),
        new(RefusalKind.NoDeposit, "no_deposit", RefusalSide.SenderAccount, RefusalCure.None, "Fund the sender's deposit at the TicketBroker."),
        new(RefusalKind.ChainViewStale, "chain_view_stale", RefusalSide.Signer, RefusalCure.Retry,
            "Check the signer's connection to its Ethereum node."),
        new(RefusalKind.TooManyOpenPayments, "too_many_open_payments", RefusalSide.Caller, RefusalCure.Retry,
            "Report the outcomes of earlier payments, or order less work at the same time."),
        new(RefusalKind.LedgerUnavailable, "ledger_unavailable", RefusalSide.Signer, RefusalCure.Retry,
            "Check the signer's ledger; repeat with the same idempotency key."),
        new(RefusalKind.CustodyUnavailable, "custody_unavailable", RefusalSide.Signer, RefusalCure.Retry,
            "Check the signer's key custody; repeat with the same idempotency key."),
        new(RefusalKind.NothingDue, "nothing_due", RefusalSide.Caller, RefusalCure.None,
            "Go on without a payment and ask again later: the credit at the orchestrator covers the work."),
        new(RefusalKind.StaleState, "stale_state", RefusalSide.Caller, RefusalCure.None,
            "Send the state of the last answer, or begin a new session without a state."),
        new(RefusalKind.SessionMismatch, "session_mismatch", RefusalSide.Caller, RefusalCure.None,
            "Begin another payment session for other work."),
        new(RefusalKind.PriceAboveCallersMaximum, "price_above_callers_maximum", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take a cheaper orchestrator, or ask with a higher maximum price."),
        new(RefusalKind.PriceAboveFirstPrice, "price_above_first_price", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take another orchestrator, or accept the price by beginning a new session."),
        new(RefusalKind.PriceAboveGrantedMaximum, "price_above_granted_maximum", RefusalSide.Orchestrator, RefusalCure.AnotherOrchestrator,
            "Take a cheaper orchestrator; the maximum is the authorization webhook's."),
        new(RefusalKind.JobNotAllowed, "job_not_allowed", RefusalSide.Caller, RefusalCure.None,
            "Ask the signer's operator to allow this kind of job for the tenant."),
        new(RefusalKind.RecipientNotAllowed, "recipient_not_allowed", RefusalSide.Caller, RefusalCure.AnotherOrchestrator,
            "Take an allowed orchestrator, or ask the signer's operator to allow this one."),
        new(RefusalKind.FaceValueAboveLimit, "face_value_above_limit", RefusalSide.Caller, RefusalCure.AnotherOrchestrator,
            "Take an orchestrator with smaller tickets, or ask the signer's operator to raise the tenant's limit."),
        new(RefusalKind.PaymentRateExceeded, "payment_rate_exceeded", RefusalSide.Caller, RefusalCure.Retry,
            "Order again in the next minute, or ask the signer's operator to raise the tenant's rate."),
        new(RefusalKind.EvBudgetExceeded, "ev_budget_exceeded", RefusalSide.Caller, RefusalCure.None,
            "Wait until the budget's time is over, or ask the signer's operator to raise the tenant's budget."),
        new(RefusalKind.FaceValueBudgetExceeded, "face_value_budget_exceeded", RefusalSide.Caller, RefusalCure.None,
            "Wait for the next day (UTC), or ask the signer's operator to raise the tenant's limit."),
        new(RefusalKind.SigningHalted, "signing_halted", RefusalSide.Signer, RefusalCure.None,
            "The operator stopped all payments; they begin again with 'remote-signer resume'."),
        new(RefusalKind.NoOrchestrators, "no_orchestrators", RefusalSide.Signer, RefusalCure.Retry,
            "Check where the signer's list of orchestrators comes from, and its price ceilings."),
        new(RefusalKind.InvalidState, "invalid_state", RefusalSide.Caller, RefusalCure.None,
            "Send the state exactly as the last answer gave it, or begin a new session without one."),
        new(RefusalKind.RequestTooLarge, "request_too_large", RefusalSide.Caller, RefusalCure.None, "Send less: no real request is that large."),
        new(RefusalKind.WebhookRefused, "webhook_refused", RefusalSide.Caller, RefusalCure.None,
            "Ask whoever runs the authorization webhook: the message is its own."),
        new(RefusalKind.WebhookFailed, "webhook_failed", RefusalSide.Signer, RefusalCure.Retry,
            "Check that the webhook of -remoteSignerWebhookUrl answers within 5 s, with status 200 and JSON that names a status."),
        new(RefusalKind.AuthIdChanged, "auth_id_changed", RefusalSide.Signer, RefusalCure.None,
            "Begin a new session for another user; if it is the same one, the authorization webhook must name him alike each time."),
        new(RefusalKind.CallerUnknown, "caller_unknown", RefusalSide.Caller, RefusalCure.None,
            "Show a token or a certificate of a tenant; the signer's operator makes tokens with 'remote-signer tenants token'."),
        new(RefusalKind.TenantDisabled, "tenant_disabled", RefusalSide.Caller, RefusalCure.None,
            "Ask the signer's operator: the tenant was disabled with 'remote-signer tenants revoke'."),
        new(RefusalKind.RateLimited, "rate_limited", RefusalSide.Caller, RefusalCure.Retry,
            "Call again after a moment, or ask the signer's operator to raise the limit that the message names."),
        new(RefusalKind.AuditUnavailable, "audit_unavailable", RefusalSide.Signer, RefusalCure.Retry,
            "Check the disk of the signer's audit log (--audit-dir); repeat with the same idempotency key."),
        new(RefusalKind.RequestTooSlow, "request_too_slow", RefusalSide.Caller, RefusalCure.Retry,
            "Send the whole body at once; if it was, look at the network between caller and signer."),
    }.ToFrozenDictionary(entry => entry.Kind);

    /// <summary>Every line, in the order of the kinds.</summary>
    public static IEnumerable<RefusalEntry> All => ByKind.Values.OrderBy(entry => entry.Kind);

    /// <summary>The line of a kind; the one of <see cref="RefusalKind.Unknown"/> for a number that is none.</summary>
    public static RefusalEntry For(RefusalKind kind) => ByKind.GetValueOrDefault(kind) ?? ByKind[RefusalKind.Unknown];
}
