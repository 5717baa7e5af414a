using System.Text.Json;
using Livepeer.Payments.Money;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Repair;

/// <summary>A ledger that forgot payments is put right from the audit log, which stands beside it.</summary>
public sealed class LedgerRepairTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OldLedgerFile_PaymentsComeBackOnceAndNoncesAreClosed()
    {
        Rational paid;
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            paid = Value(await signer.PayAsync(Requests.Ai("kept")));
        }

        Copy(_folder.Path, _folder.InFolder("copy"));
        string header;
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            var lost = await signer.PayAsync(Requests.Ai("lost"));
            header = lost.PaymentHeader;
            paid += Value(lost) + Value(await signer.PayAsync(Requests.Segment("segment")));
        }

        Copy(_folder.InFolder("copy"), _folder.Path);
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            Assert.Equal(paid, await AccountAsync(signer));
            var again = await signer.PayAsync(Requests.Ai("lost"));
            Assert.Equal((header, true), (again.PaymentHeader, again.Replayed));
            Assert.Equal("nonce_space_closed", (await signer.RefusedAsync(Requests.Ai("new"))).Refusal.Code);
            paid += Value(await signer.PayAsync(Requests.Ai("new", Requests.Orchestrator("fresh"))));
        }

        await using var restarted = await RunningSigner.StartAsync(_folder);
        Assert.Equal(paid, await AccountAsync(restarted));
    }

    [Fact]
    public async Task WholeLedger_GoesOnInItsGeneration()
    {
        long before;
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            await signer.PayAsync(Requests.Ai("first"));
            before = await GenerationAsync(signer);
        }

        await using var again = await RunningSigner.StartAsync(_folder);

        Assert.Equal(before, await GenerationAsync(again));
        Assert.NotEmpty((await again.PayAsync(Requests.Ai("second"))).PaymentHeader);
    }

    [Fact]
    public async Task RepetitionRecordedInFull_IsNoLossAndCountsOnce()
    {
        long before;
        Rational paid;
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            paid = Value(await signer.PayAsync(Requests.Ai("twice")));
            before = await GenerationAsync(signer);
        }

        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            Assert.True((await signer.PayAsync(Requests.Ai("twice"))).Replayed);
        }

        await using var again = await RunningSigner.StartAsync(_folder);
        Assert.Equal(before, await GenerationAsync(again));
        Assert.Equal(paid, await AccountAsync(again));
    }

    [Fact]
    public async Task LossSeenWhileItRuns_ComesBackToo()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        var paid = Value(await signer.PayAsync(Requests.Ai("first")));

        var (code, _, error) = await CommandLine.RunAsync(
            "declare-loss", "--reason", "disk restored", "--cliAddr", signer.Control.BaseAddress!.Authority, "--dataDir", _folder.Path);

        Assert.Equal((0, string.Empty), (code, error));
        await Eventually.HoldsAsync(() => Task.FromResult(signer.Logs.All.Any(line => line.Contains("Payments put back: 0", StringComparison.Ordinal))));
        Assert.Equal(paid, await AccountAsync(signer));
    }

    private static Rational Value(Livepeer.Protos.RemoteSigner.V1.CreatePaymentResponse payment) => Rational.Parse(payment.ExpectedValueWei);

    private static async Task<long> GenerationAsync(RunningSigner signer) => (await signer.StatusAsync()).GetProperty("ledger").GetProperty("generation").GetInt64();

    private async Task<Rational> AccountAsync(RunningSigner signer)
    {
        var (code, said, _) = await CommandLine.RunAsync("usage", "--json", "--by", "tenant", "--dataDir", _folder.Path, "--cliAddr", signer.Control.BaseAddress!.Authority);
        Assert.Equal(0, code);
        return JsonElement.Parse(said).EnumerateArray().Aggregate(Rational.Zero, (sum, line) => sum + Rational.Parse(line.GetProperty("expected_value_wei").GetString()!));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var old in Directory.EnumerateFiles(to, "ledger.db*"))
        {
            File.Delete(old);
        }

        foreach (var file in Directory.EnumerateFiles(from, "ledger.db*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
