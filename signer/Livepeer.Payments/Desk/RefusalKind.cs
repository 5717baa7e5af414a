namespace Livepeer.Payments.Desk;

/// <summary>Reasons for a refusal. Zero is never a reason; it maps to an internal error. Codes, sides and remedies: RefusalCatalogue.</summary>
public enum RefusalKind
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>A field of the request is missing, too long or out of range.</summary>
    InvalidRequest,

    /// <summary>A text that would be signed has other characters than printable ASCII, or is too long (requirement S1).</summary>
    UnsafeText,

    /// <summary>The OrchestratorInfo cannot be read.</summary>
    MalformedOrchestratorInfo,

    /// <summary>Price missing, zero units, or negative.</summary>
    InvalidPrice,

    /// <summary>The OrchestratorInfo has no authentication token.</summary>
    MissingAuthToken,

    /// <summary>Ticket parameters are missing although the price is not zero.</summary>
    MissingTicketParameters,

    /// <summary>A number in the ticket parameters is not usable: expiration block zero or absurdly far, recipient zero, face value beyond 256 bits.</summary>
    InvalidTicketParameters,

    /// <summary>The idempotency key was used for another request.</summary>
    IdempotencyKeyReused,

    /// <summary>The payment was made so long ago that only the fact is known.</summary>
    AlreadyPaid,

    /// <summary>The price is above a ceiling.</summary>
    PriceAboveCeiling,

    /// <summary>The price is more than twice the first price of the session.</summary>
    PriceMoreThanDoubled,

    /// <summary>The token is in its last 180 seconds or expired: ask the orchestrator again.</summary>
    AuthTokenExpiring,

    /// <summary>The ticket parameters are expired or expire with the next block: ask the orchestrator again.</summary>
    TicketParametersExpired,

    /// <summary>The ticket parameters have no nonces left for this payment: ask the orchestrator again.</summary>
    NonceSpaceExhausted,

    /// <summary>The ticket parameters may have been used before records were lost: ask the orchestrator again.</summary>
    NonceSpaceClosed,

    /// <summary>A ticket always wins: face value equals expected value.</summary>
    FaceValueTooLow,

    /// <summary>The expected value of a ticket is above the limit.</summary>
    TicketEvAboveLimit,

    /// <summary>The expected value of all tickets is above the limit.</summary>
    TotalEvAboveLimit,

    /// <summary>The face value is above the share of the deposit that one ticket may risk.</summary>
    FaceValueAboveDeposit,

    /// <summary>The job needs more tickets than one payment may have.</summary>
    TooManyTickets,

    /// <summary>The sender's funds are unlocking.</summary>
    SenderUnlocking,

    /// <summary>The sender has no reserve.</summary>
    NoReserve,

    /// <summary>The sender has no deposit.</summary>
    NoDeposit,

    /// <summary>There is no recent view of the chain.</summary>
    ChainViewStale,

    /// <summary>The balance has as many open payments as it may have.</summary>
    TooManyOpenPayments,

    /// <summary>The ledger cannot be written.</summary>
    LedgerUnavailable,

    /// <summary>The key cannot be used.</summary>
    CustodyUnavailable,

    /// <summary>Credit covers the work and the caller wanted a payment only with tickets.</summary>
    NothingDue,

    /// <summary>The caller's state of a metered session is older than the session, or another request was paid from it.</summary>
    StaleState,

    /// <summary>The payment session began with another kind of work or another label.</summary>
    SessionMismatch,

    /// <summary>The price is above the maximum of the caller's request.</summary>
    PriceAboveCallersMaximum,

    /// <summary>The price is above the one that the metered session began with.</summary>
    PriceAboveFirstPrice,

    /// <summary>The price is above the maximum that a webhook gave.</summary>
    PriceAboveGrantedMaximum,

    /// <summary>The tenant may not pay for this kind of job.</summary>
    JobNotAllowed,

    /// <summary>The ticket recipient is not on the list of allowed ones.</summary>
    RecipientNotAllowed,

    /// <summary>One ticket pays more than the tenant may risk.</summary>
    FaceValueAboveLimit,

    /// <summary>The tenant made as many payments in this minute as it may.</summary>
    PaymentRateExceeded,

    /// <summary>The tenant's budget for a time, or its whole budget, does not cover the tickets.</summary>
    EvBudgetExceeded,

    /// <summary>The tenant's tickets of today would pay more than they may if all of them won.</summary>
    FaceValueBudgetExceeded,

    /// <summary>The operator stopped all signing.</summary>
    SigningHalted,

    /// <summary>No orchestrator is known that callers could be told about.</summary>
    NoOrchestrators,

    /// <summary>The state was issued by another signer, or changed.</summary>
    InvalidState,

    /// <summary>The request has more bytes than are read.</summary>
    RequestTooLarge,

    /// <summary>The authorization webhook refused the payment.</summary>
    WebhookRefused,

    /// <summary>The authorization webhook did not answer, or not as it should.</summary>
    WebhookFailed,

    /// <summary>The authorization names another than the one that the session belongs to.</summary>
    AuthIdChanged,

    /// <summary>Nobody proved who calls, or what was shown proves nobody.</summary>
    CallerUnknown,

    /// <summary>The operator disabled the tenant.</summary>
    TenantDisabled,

    /// <summary>The tenant calls more often, or has more calls at the same time, than one may.</summary>
    RateLimited,

    /// <summary>What was signed could not be recorded, so it was not released.</summary>
    AuditUnavailable,

    /// <summary>The body of the request did not come in time.</summary>
    RequestTooSlow,
}
