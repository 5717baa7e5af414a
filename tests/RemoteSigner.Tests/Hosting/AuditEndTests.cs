using System.Text.Json;
using Grpc.Core;
using RemoteSigner.Tests.Processes;
using RemoteSigner.Tests.Support;
using TestKit;
using TestKit.Redis;

namespace RemoteSigner.Tests.Hosting;

/// <summary>Records cut off the audit log's end, from the front door: a chain does not miss them, its ledger and its signer do.</summary>
public sealed class AuditEndTests : IDisposable
{
    private const string NobodyThere = "127.0.0.1:1";
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StoppedSigner_RecordsCut_VerifyCountsThem()
    {
        await RunAsync("a", "b");
        var whole = await VerifyAsync(NobodyThere);
        Assert.Equal(0, whole.Code);
        Assert.Contains("the last one that the ledger knows", whole.Output, StringComparison.Ordinal);

        await CutAsync(Log(), 2);

        var cut = await VerifyAsync(NobodyThere);
        Assert.Equal(1, cut.Code);
        Assert.Contains("which the ledger knows, is not in the log", cut.Output, StringComparison.Ordinal);
        Assert.Contains("2 records are missing at its end", cut.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(NobodyThere, "--anchor", "none")).Code);
    }

    [Fact]
    public async Task FirstRecordDamaged_IsAFindingWithItsPlace()
    {
        await RunAsync("a");
        var bytes = await File.ReadAllBytesAsync(Log());
        bytes[0] = (byte)'x';
        await File.WriteAllBytesAsync(Log(), bytes);

        var found = await VerifyAsync(NobodyThere);

        Assert.Equal(1, found.Code);
        Assert.Contains($"{Path.GetFileName(Log())}:1", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutWhileStopped_TheStartSaysSoSignsOnAndEveryVerificationReportsIt()
    {
        await RunAsync("a", "b");
        await CutAsync(Log(), 1);

        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            signer.ErrorsExpected = true;
            Assert.Contains(signer.Logs.Errors, line => line.Contains("was cut", StringComparison.Ordinal) && line.Contains("missing at its end: 1.", StringComparison.Ordinal));
            Assert.Equal(1, await signer.MetricAsync("remote_signer_audit_cut"));
            await signer.PayAsync(Requests.Ai("c"));
            await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_audit_anchors_total") >= 1);
            Assert.Equal(1, (await VerifyAsync(signer.Control.BaseAddress!.Authority)).Code);
        }

        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            // Said once: the ledger follows the log as it is since.
            Assert.Equal(0, await signer.MetricAsync("remote_signer_audit_cut"));
        }

        var (code, output, _) = await VerifyAsync(NobodyThere, "--json");
        using var found = JsonDocument.Parse(output);
        Assert.Equal(1, code);
        Assert.Contains("1 record is missing here", Assert.Single(found.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("ledger", found.RootElement.GetProperty("end").GetProperty("source").GetString());
    }

    [Fact]
    public async Task RunningSigner_ItsOwnHead_IsWhatACopyIsHeldAgainst()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        await signer.PayAsync(Requests.Ai("a"));
        var control = signer.Control.BaseAddress!.Authority;

        var (code, output, error) = await VerifyAsync(control, "--json");
        Assert.True(code == 0, output + error);
        using (var found = JsonDocument.Parse(output))
        {
            var end = found.RootElement.GetProperty("end");
            Assert.Equal(("signer", true), (end.GetProperty("source").GetString(), end.GetProperty("checked").GetBoolean()));
            Assert.True(Number(end.GetProperty("anchor")) is > 0 and var known && known <= Number(found.RootElement.GetProperty("head")));
        }

        var copy = Copy();
        await CutAsync(Assert.Single(Directory.GetFiles(copy, "*.jsonl")), 1);
        var cut = await VerifyAsync(control, "--audit-dir", copy);
        Assert.Equal(1, cut.Code);
        Assert.Contains("which the running signer has written, is not in the log", cut.Output, StringComparison.Ordinal);
        Assert.Contains("missing at its end", cut.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyElsewhere_WithoutSignerAndLedger_IsVerifiedAndSaysWhatWasNotChecked()
    {
        await RunAsync("a");
        var copy = Copy();

        var (code, output, _) = await CommandLine.RunAsync("audit", "verify", "--audit-dir", copy, "--dataDir", _folder.InFolder("elsewhere"), "--cliAddr", NobodyThere);

        Assert.Equal(0, code);
        Assert.Contains("Its end was not checked against an anchor: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogOfAnotherFolder_TheLedgerNamesTheOneThatItKnows()
    {
        await RunAsync("a");
        Directory.Move(_folder.InFolder("audit"), _folder.InFolder("taken-away"));
        await RunAsync("b");

        var (code, output, _) = await VerifyAsync(NobodyThere);

        Assert.Equal(0, code);
        Assert.Contains("The ledger also knows logs of other signers, or of folders that were used before: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptiedLog_IsAFindingAndTheLedgerNamesWhatItKnows()
    {
        await RunAsync("a");
        var lines = await File.ReadAllLinesAsync(Log());
        await File.WriteAllTextAsync(Log(), string.Empty);

        var (code, output, _) = await VerifyAsync(NobodyThere);

        Assert.Equal(1, code);
        Assert.Contains($"{Path.GetFileName(Log())}:1: the log has files and no record", output, StringComparison.Ordinal);
        Assert.Contains($"{NameOf(lines[0])} up to record {lines.Length} at ", output, StringComparison.Ordinal);
        Assert.Contains("The audit log is NOT whole.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LogEmptiedOrRemoved_TheStartNamesItAndTheNextOneDoesNot(bool removed)
    {
        await RunAsync("a");
        var lines = await File.ReadAllLinesAsync(Log());
        if (removed)
        {
            File.Delete(Log());
        }
        else
        {
            await File.WriteAllTextAsync(Log(), string.Empty);
        }

        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            var said = Assert.Single(signer.Logs.All, line => line.Contains("the ledger knows an earlier one", StringComparison.Ordinal));
            Assert.Contains($"{NameOf(lines[0])} up to record {lines.Length}, noted down at ", said, StringComparison.Ordinal);
            Assert.Equal(removed ? 0 : 1, signer.Logs.All.Count(line => line.Contains("were files without a record", StringComparison.Ordinal)));
        }

        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            Assert.DoesNotContain(signer.Logs.All, line => line.Contains("the ledger knows an earlier one", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task EmptyFolder_CannotBeReadAndTheLedgerNamesWhatItKnows()
    {
        await RunAsync("a");
        var lines = await File.ReadAllLinesAsync(Log());
        File.Delete(Log());

        var empty = await VerifyAsync(NobodyThere);
        Assert.Equal((2, string.Empty), (empty.Code, empty.Output));
        Assert.Contains($"{NameOf(lines[0])} up to record {lines.Length} at ", empty.Error, StringComparison.Ordinal);

        Directory.Delete(_folder.InFolder("audit"), recursive: true);
        var gone = await VerifyAsync(NobodyThere);
        Assert.Equal((2, string.Empty), (gone.Code, gone.Output));
        Assert.Contains($"{NameOf(lines[0])} up to record {lines.Length} at ", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptiedCopy_TheRunningSignerNamesItsLog()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        await signer.PayAsync(Requests.Ai("a"));
        var name = NameOf((await File.ReadAllLinesAsync(Log()))[0]);
        var copy = Directory.CreateDirectory(_folder.InFolder("copy")).FullName;
        await File.WriteAllTextAsync(Path.Combine(copy, Path.GetFileName(Log())), string.Empty);

        var (code, output, _) = await VerifyAsync(signer.Control.BaseAddress!.Authority, "--audit-dir", copy);

        Assert.Equal(1, code);
        Assert.Contains($"The running signer writes the log {name}, up to record ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_Killed_MissesNothingAndAfterAStopEveryRecord()
    {
        var caller = new Metadata { { "authorization", "Bearer " + _folder.Token } };
        await using (var signer = await SignerProcess.StartAsync(_folder))
        {
            await signer.Payments.CreatePaymentAsync(Requests.Ai("a"), caller);
            await signer.KillAsync();
        }

        Assert.Equal(0, (await VerifyAsync(NobodyThere)).Code);
        await using (var signer = await SignerProcess.StartAsync(_folder))
        {
            Assert.Equal(0, (await VerifyAsync(signer.Control.Authority)).Code);
            await signer.Payments.CreatePaymentAsync(Requests.Ai("b"), caller);
            Assert.Equal(0, await signer.TerminateAsync());
        }

        Assert.Contains("the last one that the ledger knows", (await VerifyAsync(NobodyThere)).Output, StringComparison.Ordinal);
        await CutAsync(Log(), 1);
        Assert.Equal(1, (await VerifyAsync(NobodyThere)).Code);
    }

    [Fact]
    public async Task Head_AskedForWithoutAToken_IsRefused()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var answer = await signer.Control.GetAsync("/audit");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [ProgramFact("redis-server")]
    public async Task LedgerGone_ThatItCannotBeToldIsSaidOnceAndTheSignerStopsInOrder()
    {
        using var redis = new RedisServer();
        var signer = await RunningSigner.StartAsync(_folder, ("redis-addr", redis.Start().Address));
        signer.ErrorsExpected = true;
        redis.Kill();

        await signer.DisposeAsync();

        Assert.Single(signer.Logs.All, line => line.Contains("could not be told how far the audit log is", StringComparison.Ordinal));
        Assert.Contains("\"type\":\"stop\"", await File.ReadAllTextAsync(Log()), StringComparison.Ordinal);
    }

    [ProgramFact("redis-server")]
    public async Task LedgerInRedis_KnowsTheLogsOfAllItsSigners()
    {
        using var redis = new RedisServer();
        var address = redis.Start().Address;
        string[] ledger = ["--redis-addr", address];

        // On a busy machine Redis may not answer the last call of a signer that stops.
        await Eventually.HoldsAsync(async () =>
        {
            await (await RunningSigner.StartAsync(_folder, ("redis-addr", address))).DisposeAsync();
            using var found = JsonDocument.Parse((await VerifyAsync(NobodyThere, ["--json", .. ledger])).Output);
            return found.RootElement.GetProperty("end").GetProperty("anchor").GetString() == found.RootElement.GetProperty("head").GetString();
        });
        await CutAsync(Log(), 1);
        await using (var other = await RunningSigner.StartAsync(_folder, ("redis-addr", address), ("audit-dir", _folder.InFolder("second-audit"))))
        {
            // Several signers have several logs: nothing is missed.
            Assert.DoesNotContain(other.Logs.All, line => line.Contains("the ledger knows an earlier one", StringComparison.Ordinal));
            var asked = await VerifyAsync(other.Control.BaseAddress!.Authority);
            Assert.Equal(1, asked.Code);
            Assert.Contains("which the ledger knows, is not in the log", asked.Output, StringComparison.Ordinal);
        }

        var read = await VerifyAsync(NobodyThere, ledger);
        Assert.Equal(1, read.Code);
        Assert.Contains("1 record is missing at its end", read.Output, StringComparison.Ordinal);

        // On another machine there is no key file to name the account.
        string[] elsewhere = [.. ledger, "--ethKeystorePath", _folder.InFolder("nowhere")];
        var unclear = await VerifyAsync(NobodyThere, elsewhere);
        Assert.Contains("Which ledger in Redis is meant is not clear", unclear.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await VerifyAsync(NobodyThere, [.. elsewhere, "--ethAcctAddr", _folder.Address.ToString()])).Code);
    }

    private async Task RunAsync(params string[] keys)
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        foreach (var key in keys)
        {
            await signer.PayAsync(Requests.Ai(key));
        }
    }

    private static string NameOf(string line)
    {
        using var record = JsonDocument.Parse(line);
        return record.RootElement.GetProperty("by").GetString()!;
    }

    private string Log() => Assert.Single(Directory.GetFiles(_folder.InFolder("audit"), "*.jsonl"));

    private string Copy()
    {
        var copy = Directory.CreateDirectory(_folder.InFolder("copy")).FullName;
        File.Copy(Log(), Path.Combine(copy, Path.GetFileName(Log())));
        return copy;
    }

    private static long Number(JsonElement head) => long.Parse(head.GetString()!.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task CutAsync(string file, int records)
    {
        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllTextAsync(file, string.Join('\n', lines[..^records]) + "\n");
    }

    private Task<(int Code, string Output, string Error)> VerifyAsync(string control, params string[] more) =>
        CommandLine.RunAsync(["audit", "verify", "--dataDir", _folder.Path, "--cliAddr", control, .. more]);
}
