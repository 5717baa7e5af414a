using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Signables;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

/// <summary>A desk whose process was stopped, whatever the ledger says.</summary>
public sealed class LatchTests : IDisposable
{
    private static readonly SigningHalt Stop = new("a stolen token", Some.Now);
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly PrivateKey _key = Some.Key();
    private readonly RecordingLedger _ledger;
    private readonly Switch _switch = new();
    private readonly PaymentDesk _desk;

    public LatchTests()
    {
        _ledger = new RecordingLedger(_clock);
        _desk = new PaymentDesk(new InMemoryCustodian(_key), _ledger, _switch, new RecordingAuditLog(), new FixedChainView(Some.Chain()), PaymentPolicy.Default, _clock);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Pay_Stopped_IsRefusedBeforeTheLedger()
    {
        _switch.Latched = Stop;

        Assert.Equal(RefusalKind.SigningHalted, await RefusedAsync(Some.Order()));
        Assert.Empty(_ledger.Usage);
    }

    [Fact]
    public async Task Repetition_Stopped_IsNotSigned()
    {
        Assert.IsType<PaymentResult.Paid>(await _desk.PayAsync(Some.Order(), CancellationToken.None));
        _switch.Latched = Stop;

        Assert.Equal(RefusalKind.SigningHalted, await RefusedAsync(Some.Order()));
    }

    [Fact]
    public async Task Pay_StoppedWhileTheLedgerWorks_IsNotSignedButFoundAgain()
    {
        _switch.LatchesAtLook = 2;
        _switch.Next = Stop;

        Assert.Equal(RefusalKind.SigningHalted, await RefusedAsync(Some.Order()));
        Assert.Single(_ledger.Usage);

        _switch.LatchesAtLook = 0;
        _switch.Latched = null;
        Assert.True(Assert.IsType<PaymentResult.Paid>(await _desk.PayAsync(Some.Order(), CancellationToken.None)).Payment.Replayed);
    }

    [Fact]
    public async Task ByocJob_StoppedWhileTheSwitchIsRead_IsNotSigned()
    {
        Assert.True(ByocJobMessage.TryCreateV0("{}", "{}", out var message));
        _switch.LatchesAtLook = 2;
        _switch.Next = Stop;

        var result = await _desk.SignByocJobAsync(Some.Tenant, TenantLimits.None, message!, string.Empty, CancellationToken.None);

        Assert.Equal(RefusalKind.SigningHalted, Assert.IsType<ByocSignatureResult.Refused>(result).Refusal.Kind);
    }

    private async Task<RefusalKind> RefusedAsync(PaymentOrder order) => Assert.IsType<PaymentResult.Refused>(await _desk.PayAsync(order, CancellationToken.None)).Refusal.Kind;

    /// <summary>Stops between two looks at it, as an operator does who comes while a payment is under way.</summary>
    private sealed class Switch : ISigningSwitch
    {
        private int _looks;

        public int LatchesAtLook { get; set; }

        public SigningHalt? Next { get; set; }

        public SigningHalt? Latched
        {
            get => LatchesAtLook > 0 && ++_looks >= LatchesAtLook ? Next : field;
            set;
        }

        public ValueTask HaltAsync(string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ResumeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<SigningHalt?>(null);
    }
}
