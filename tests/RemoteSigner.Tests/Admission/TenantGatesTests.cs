using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Admission;
using TestKit.Payments;

namespace RemoteSigner.Tests.Admission;

public sealed class TenantGatesTests
{
    private static readonly CallLimits One = new(1, 0);
    private readonly FakeTimeProvider _time = new(Some.Now);

    [Fact]
    public void ManyTenants_OneAfterTheOther_LeaveFewGates()
    {
        var gates = new TenantGates(_time, most: 4);

        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(GateVerdict.Entered, Enter(gates, $"auth:{i}", out var gate));
            gate.Leave();
            Assert.InRange(gates.Count, 1, 4);
        }
    }

    [Fact]
    public void TenantsBeyondTheBound_ShareOneGate()
    {
        var gates = new TenantGates(_time, most: 1);

        Assert.Equal(GateVerdict.Entered, Enter(gates, "a", out _));
        Assert.Equal(GateVerdict.Entered, Enter(gates, "b", out var shared));
        Assert.Equal(GateVerdict.TooMany, Enter(gates, "c", out _));
        shared.Leave();
        Assert.Equal(GateVerdict.Entered, Enter(gates, "c", out _));
    }

    [Fact]
    public void GateWithACallInFlight_AmongIdleOnes_IsNotDropped()
    {
        var gates = new TenantGates(_time, most: 2);
        Enter(gates, "busy", out _);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Enter(gates, $"idle-{i}", out var idle);
            idle.Leave();
        }

        Assert.Equal(GateVerdict.TooMany, Enter(gates, "busy", out _));
    }

    private static GateVerdict Enter(TenantGates gates, string tenant, out CallGate gate) => gates.TryEnter(new TenantId(tenant), One, out gate, out _);
}
