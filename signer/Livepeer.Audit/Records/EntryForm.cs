using System.Diagnostics;
using System.Text.Json;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Tickets;
using static Livepeer.Audit.Records.RecordNames;

namespace Livepeer.Audit.Records;

/// <summary>Entries of the desk as records: one for each signature, and one for the payment that they belong to.</summary>
internal static class EntryForm
{
    /// <summary>Adds the records of an entry.</summary>
    /// <param name="rendered">Gets them.</param>
    /// <param name="entry">What was signed.</param>
    /// <param name="isRepetition">Whether all the payment's records are in the log already: one short record says that they were released again.</param>
    public static void Add(RenderedEntry rendered, AuditEntry entry, bool isRepetition)
    {
        switch (entry)
        {
            case AuditEntry.Payment { Paid: var paid } when isRepetition:
                rendered.Add(RecordTypes.Replay, paid, static (json, paid) =>
                {
                    WriteKey(json, paid);
                    json.WriteString(Request, paid.RequestId);
                    json.Write(Fingerprint, paid.Fingerprint);
                });
                break;
            case AuditEntry.Payment payment:
                AddPayment(rendered, payment);
                break;
            case AuditEntry.ByocJob job:
                rendered.Add(RecordTypes.ByocJob, job, static (json, job) =>
                {
                    json.WriteString(Tenant, job.Tenant.Value);
                    json.WriteString(Request, job.RequestId);
                    json.Write(Digest, job.Digest);
                    json.WriteHashOf(job.Signature);
                });
                break;
            case AuditEntry.Identity identity:
                rendered.Add(RecordTypes.Identity, identity, static (json, identity) =>
                {
                    json.Write(Sender, identity.Sender);
                    json.WriteHashOf(identity.Signature);
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void AddPayment(RenderedEntry rendered, AuditEntry.Payment payment)
    {
        rendered.Add(RecordTypes.Payment, payment.Paid, PaymentForm.Write);
        foreach (var ticket in payment.Tickets)
        {
            rendered.Add(RecordTypes.Ticket, (payment.Paid, Signed: ticket), static (json, value) =>
            {
                WriteKey(json, value.Paid);
                Write(json, value.Signed.Ticket);
                json.WriteHashOf(value.Signed.Signature);
            });
        }

        if (payment.Credentials is { } credentials)
        {
            rendered.Add(RecordTypes.Credentials, (payment.Paid, Signed: credentials), static (json, value) =>
            {
                WriteKey(json, value.Paid);
                json.WriteString(Manifest, value.Signed.Credentials.ManifestId);
                json.WriteNumber(Sequence, value.Signed.Credentials.Sequence);
                json.Write(SegmentHash, value.Signed.Credentials.SegmentHash);
                json.WriteStartArray(Renditions);
                foreach (var profile in value.Signed.Credentials.Profiles)
                {
                    json.WriteStringValue(profile.Name);
                }

                json.WriteEndArray();
                json.WriteHashOf(value.Signed.Signature);
            });
        }
    }

    private static void WriteKey(Utf8JsonWriter json, AuditedPayment paid)
    {
        json.WriteString(Tenant, paid.Keys.Tenant.Value);
        json.WriteString(Key, paid.Keys.IdempotencyKey);
    }

    private static void Write(Utf8JsonWriter json, in Ticket ticket)
    {
        json.Write(Recipient, ticket.Recipient);
        json.Write(Sender, ticket.Sender);
        json.Write(FaceValue, ticket.FaceValue.Amount);
        json.Write(RecordNames.WinProbability, ticket.WinProbability.Scaled);
        json.WriteNumber(RecordNames.SenderNonce, ticket.SenderNonce);
        json.Write(RandHash, ticket.RecipientRandHash);
        json.WriteNumber(Round, ticket.Expiration.CreationRound);
        json.Write(RoundBlockHash, ticket.Expiration.CreationRoundBlockHash);
    }
}
