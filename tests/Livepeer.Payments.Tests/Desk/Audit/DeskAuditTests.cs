using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Signables;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk.Audit;

/// <summary>Nothing that the key signed leaves the desk unrecorded.</summary>
public sealed class DeskAuditTests : IDisposable
{
    private readonly PrivateKey _key = Some.Key();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly RecordingAuditLog _audit = new();
    private readonly InMemoryCustodian _custodian;
    private readonly RecordingLedger _ledger;
    private readonly PaymentDesk _desk;

    public DeskAuditTests()
    {
        _custodian = new InMemoryCustodian(_key);
        _ledger = new RecordingLedger(_clock);
        _desk = new PaymentDesk(_custodian, _ledger, _ledger, _audit, new FixedChainView(Some.Chain()), PaymentPolicy.Default, _clock);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Pay_Segment_RecordsEverySignatureWithWhatWasSigned()
    {
        var payment = await PaidAsync(Some.Order() with { RequestId = "request-7" });

        var entry = Assert.IsType<AuditEntry.Payment>(Assert.Single(_audit.Entries));
        Assert.Equal(payment.Tickets, entry.Tickets.Select(ticket => new SignedTicket(ticket.Ticket.SenderNonce, ticket.Signature)));
        Assert.All(entry.Tickets, ticket =>
        {
            Assert.True(Secp256k1.Managed.TryRecover(TicketMessage.Of(ticket.Ticket).Digest, ticket.Signature, out var signer));
            Assert.Equal(_desk.Sender, signer);
        });
        Assert.Equal(payment.SegmentSignature, entry.Credentials!.Signature);
        Assert.Equal(payment.Plan, entry.Paid.Plan);
        Assert.Equal(("request-7", false, false), (entry.Paid.RequestId, entry.Paid.Replayed, entry.Paid.IsMetered));
        Assert.Equal(_ledger.Usage.Single(), entry.Paid.Usage);
        Assert.Equal("payment-1", entry.Paid.Keys.IdempotencyKey);
    }

    [Fact]
    public async Task Pay_AuditDown_ReleasesNothingAndWorksAgainWithTheSameKey()
    {
        _audit.Outage = "disk full";
        var refused = Assert.IsType<PaymentResult.Refused>(await _desk.PayAsync(Some.Order(), CancellationToken.None));
        Assert.Equal((RefusalKind.AuditUnavailable, "disk full"), (refused.Refusal.Kind, refused.Refusal.Message));

        _audit.Outage = null;
        var payment = await PaidAsync(Some.Order());
        Assert.True(payment.Replayed);
        var entry = Assert.IsType<AuditEntry.Payment>(Assert.Single(_audit.Entries));
        Assert.Equal(payment.Tickets.Length, entry.Tickets.Length);
        Assert.Equal(_ledger.Usage.Single(), entry.Paid.Usage);
        Assert.True(entry.Paid.Replayed);
    }

    [Fact]
    public async Task Pay_Repeated_RecordsTheRepetitionWithTheSameAccount()
    {
        await PaidAsync(Some.Order());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PaidAsync(Some.Order());
        var entries = _audit.Entries.Cast<AuditEntry.Payment>().ToArray();
        Assert.Equal(entries[0].Tickets.AsEnumerable(), entries[1].Tickets);
        Assert.Equal(Some.Now, entries[1].Paid.Usage.At);
        Assert.Equal(entries[0].Paid with { Replayed = true }, entries[1].Paid);
    }

    // The credentials of a manifest are signed once and remembered: a signature that was never recorded must not be remembered.
    [Fact]
    public async Task Pay_CredentialsOfAManifest_AreRecordedOnceAndNotLostWithAFailedRecord()
    {
        _audit.Outage = "disk full";
        await _desk.PayAsync(Some.Order(Some.Ai()), CancellationToken.None);
        _audit.Outage = null;
        await PaidAsync(Some.Order(Some.Ai(), "payment-2"));
        await PaidAsync(Some.Order(Some.Ai(), "payment-3"));
        Assert.Equal([true, false], _audit.Entries.Cast<AuditEntry.Payment>().Select(entry => entry.Credentials is not null));
    }

    [Fact]
    public async Task GetIdentity_AuditDown_IsRefusedUntilItIsRecorded()
    {
        _audit.Outage = "disk full";
        var refused = Assert.IsType<IdentityResult.Refused>(await _desk.GetIdentityAsync(CancellationToken.None));
        Assert.Equal(RefusalKind.AuditUnavailable, refused.Refusal.Kind);
        _audit.Outage = null;
        var known = Assert.IsType<IdentityResult.Known>(await _desk.GetIdentityAsync(CancellationToken.None));
        Assert.Equal(new AuditEntry.Identity(_desk.Sender, known.Identity.OrchestratorSignature), Assert.Single(_audit.Entries));
    }

    [Fact]
    public async Task SignByocJob_AuditDown_IsRefusedUntilItIsRecorded()
    {
        Assert.True(ByocJobMessage.TryCreateV0("{}", "{}", out var message));
        _audit.Outage = "disk full";
        var refused = Assert.IsType<ByocSignatureResult.Refused>(await _desk.SignByocJobAsync(Some.Tenant, TenantLimits.None, message, "r", CancellationToken.None));
        Assert.Equal(RefusalKind.AuditUnavailable, refused.Refusal.Kind);
        _audit.Outage = null;
        var signed = Assert.IsType<ByocSignatureResult.Signed>(await _desk.SignByocJobAsync(Some.Tenant, TenantLimits.None, message, "r", CancellationToken.None));
        Assert.Equal(new AuditEntry.ByocJob(Some.Tenant, "r", message.Digest().Digest, signed.Signature), Assert.Single(_audit.Entries));
    }

    private async Task<Payment> PaidAsync(PaymentOrder order) => Assert.IsType<PaymentResult.Paid>(await _desk.PayAsync(order, CancellationToken.None)).Payment;
}
