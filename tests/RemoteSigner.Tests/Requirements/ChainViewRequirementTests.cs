using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

namespace RemoteSigner.Tests.Requirements;

/// <summary>Requirement C7 through the front door: without a recent view of the chain nothing is signed.</summary>
public sealed class ChainViewRequirementTests
{
    private const string Signatures = "remote_signer_signature_seconds_count";

    public static TheoryData<string, string> Views() => new()
    {
        { "none", "chain_view_stale" },
        { "without a block", "chain_view_stale" },
        { "of an hour ago", "chain_view_stale" },
        { "of funds that unlock", "sender_unlocking" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task C7_ViewOfTheChainThatCannotBeReliedOn_PaysNothingUntilItCan(string view, string code)
    {
        using var folder = new SignerFolder();
        var sound = Some.Chain() with { L1BlockSeenAt = TimeProvider.System.GetUtcNow().AddMinutes(1) };
        var chain = new FixedChainView(view switch
        {
            "none" => null,
            "without a block" => sound with { LastSeenL1Block = 0 },
            "of an hour ago" => sound with { L1BlockSeenAt = sound.L1BlockSeenAt.AddHours(-1) },
            _ => sound with { Funds = sound.Funds with { WithdrawRound = sound.LastInitializedRound + 1 } },
        });
        await using var signer = await RunningSigner.StartAsync(folder, folder.Options(), chain: chain);
        signer.ErrorsExpected = true; // a signer without a view is not ready, and says so
        await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        var signatures = await signer.MetricAsync(Signatures);

        var (_, refusal) = await signer.RefusedAsync(Requests.Ai("k"));

        Assert.Equal(code, refusal.Code);
        Assert.Equal(signatures, await signer.MetricAsync(Signatures));
        chain.Current = sound;
        Assert.Equal(1u, (await signer.PayAsync(Requests.Ai("k"))).FirstNonce);
    }
}
