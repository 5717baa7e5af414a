using System.Text;
using System.Text.Json.Nodes;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>What the state of a session is good for.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task State_OfAnotherTenant_IsRefused()
    {
        using var folder = new SignerFolder();
        var other = folder.AddTenant("tenant-b");
        await using var signer = await RunningSigner.StartAsync(folder);
        using var a = HttpCaller.WithToken(signer, folder.Token);
        using var b = HttpCaller.WithToken(signer, other);
        using var nobody = HttpCaller.Of(signer);
        var state = (await a.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).State;

        (await b.PayAsync(HttpCaller.Units(Requests.Orchestrator("b"), 20_000_000, state))).IsError(400, "the state belongs to another tenant");
        (await nobody.PayAsync(HttpCaller.Units(Requests.Orchestrator("c"), 20_000_000, state))).IsError(400, "the state belongs to another tenant");
        Assert.Equal(200, (await a.PayAsync(HttpCaller.Units(Requests.Orchestrator("a"), 20_000_000, state))).Status);
    }

    [Fact]
    public async Task OldState_OfCountedWorkUnderFreshParameters_IsStale()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var first = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000))).State;
        Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first))).Status);

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator("fresh"), 20_000_000, first));

        Assert.Equal(400, answer.Status);
        Assert.Contains("step 0", answer.Error, StringComparison.Ordinal);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_refusals_total{code=\"stale_state\"}"));
    }

    [Fact]
    public async Task SameRequest_SentTwice_GetsTheSameBytesAndIsCountedOnce()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var state = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000))).State;
        var request = HttpCaller.Units(Requests.Orchestrator(), 20_000_000, state);

        var second = await caller.PayAsync(request);
        var again = await caller.PayAsync(request);

        Assert.Equal(second.Text, again.Text);
        Assert.Equal(2, await signer.MetricAsync("remote_signer_payments_total{job=\"units\",result=\"made\"}"));
        Assert.Equal(1, await signer.MetricAsync("remote_signer_payments_total{job=\"units\",result=\"replayed\"}"));
    }

    [Fact]
    public async Task OtherRequest_FromTheSameState_NeverGetsItsNonces()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var state = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000))).State;
        await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, state));

        var fork = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 30_000_000, state));

        Assert.Equal(400, fork.Status);
    }

    [Theory]
    [InlineData("State")]
    [InlineData("Sig")]
    public async Task ChangedByte_OfAState_IsRefused(string member)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var state = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).State;
        var bytes = Convert.FromBase64String(state[member]!.GetValue<string>());
        for (var i = 0; i < bytes.Length; i += 7)
        {
            bytes[i] ^= 0x20;
            state[member] = Convert.ToBase64String(bytes);
            (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, state))).IsError(400, "invalid sig");
            bytes[i] ^= 0x20;
        }
    }

    [Fact]
    public async Task SealedGarbage_ThatIsNoState_CannotBeMadeByStrangers()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        foreach (var length in new[] { 0, 1, 31, 32, 33, 64, 65, 66 })
        {
            var state = new JsonObject { ["State"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("{}")), ["Sig"] = Convert.ToBase64String(new byte[length]) };
            (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1, state))).IsError(400, "invalid sig");
        }
    }

    [Fact]
    public async Task NothingDue_WithAState_CarriesTheSessionsState()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var first = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));
        var second = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1, first.State));

        var covered = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1, second.State));

        covered.IsError(482, "no tickets");
        Assert.Equal(second.StateText, covered.StateText);
    }
}
