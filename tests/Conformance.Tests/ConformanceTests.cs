using Conformance.Running;

namespace Conformance.Tests;

/// <summary>Our signer shows every behaviour of the suite, one test each.</summary>
public sealed class ConformanceTests(SignerUnderTest signer) : IClassFixture<SignerUnderTest>
{
    public static TheoryData<string> Behaviours() => [.. Suite.All.Select(behaviour => behaviour.Name)];

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task Behaviour_OfOurSigner_Holds(string name)
    {
        var behaviour = Suite.All.Single(behaviour => behaviour.Name == name);

        var verdict = await Suite.TryAsync(behaviour, signer.Trial, CancellationToken.None);

        Assert.True(verdict.Outcome == Outcome.Passed, verdict.Reason);
    }

    [Fact]
    public void Names_OfAllBehaviours_AreDifferent() => Assert.Equal(Suite.All.Count, Suite.All.Select(behaviour => behaviour.Name).Distinct().Count());
}
