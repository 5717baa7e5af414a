using DevNet.Processes;

namespace EndToEnd.Tests.Support;

/// <summary>The signer's commands, as its operator types them beside the running program.</summary>
internal static class SignerCommand
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="network">Whose signer.</param>
    /// <param name="name">Of its log; used once.</param>
    /// <param name="arguments">The command and its flags; the data folder and the control address are added.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(LiveNetwork network, string name, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Wait.Patience);
        var (code, said) = await ChildProcess.RunDotnetAsync(
            network.Network.Spawner,
            name,
            ProgramFiles.Signer,
            [.. arguments, "--dataDir", Path.GetDirectoryName(network.Network.SignerAdminTokenFile)!],
            network.Network.LogFolder,
            deadline.Token);
        Assert.True(code == 0, $"remote-signer {string.Join(' ', arguments)} ended with {code}: {said}");
        return said;
    }
}
