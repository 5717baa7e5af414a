using System.Net;
using System.Text.Json;
using Grpc.Core;
using RemoteSigner.Tests.Processes;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

namespace RemoteSigner.Tests.Hosting;

/// <summary>The audit log from the front door: real payments, the command that verifies, and what happens when it cannot be written.</summary>
public sealed class AuditTests
{
    private const int Payments = 20;

    [Fact]
    public async Task Payments_OverGrpc_AreInALogThatVerifies()
    {
        using var folder = new SignerFolder();
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            await PayAsync(signer);

            // Also while the signer writes.
            var (running, text, error) = await VerifyAsync(folder);
            Assert.Equal(0, running);
            Assert.Contains("a signer is running", text, StringComparison.Ordinal);
            Assert.Contains("100 %", error, StringComparison.Ordinal);
            Assert.True(await signer.MetricAsync("remote_signer_audit_records_total") >= 2 * Payments);
            Assert.True(await signer.MetricAsync("remote_signer_audit_flushes_total") >= Payments);
        }

        var (code, output, _) = await VerifyAsync(folder, "--address", folder.Address.ToString(), "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("whole").GetBoolean());
        Assert.True(json.RootElement.GetProperty("closed").GetBoolean());
        Assert.Equal(folder.Address.ToString(), json.RootElement.GetProperty("signer").GetString());
        var head = json.RootElement.GetProperty("head").GetString()!;
        Assert.Equal(0, (await VerifyAsync(folder, "--anchor", head)).Code);
    }

    [Fact]
    public async Task Verify_ForAnotherAccount_SaysWhoSignedInstead()
    {
        using var folder = new SignerFolder();
        await (await RunningSigner.StartAsync(folder)).DisposeAsync();
        var another = "0x" + new string('1', 40);

        var (code, output, _) = await VerifyAsync(folder, "--address", another);

        Assert.Equal(1, code);
        Assert.Contains($"1 checkpoint signed by {folder.Address}, none by {another}.", output, StringComparison.Ordinal);
        Assert.Contains(" in 1 file, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is signed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Byte_ChangedAfterwards_IsNamedByFileAndLine()
    {
        using var folder = new SignerFolder();
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            await PayAsync(signer);
        }

        var file = Assert.Single(Directory.GetFiles(folder.InFolder("audit"), "*.jsonl"));
        var lines = await File.ReadAllLinesAsync(file);
        var changed = Array.FindIndex(lines, line => line.Contains("\"key\":\"k-7\"", StringComparison.Ordinal) && line.Contains("\"type\":\"payment\"", StringComparison.Ordinal));
        lines[changed] = lines[changed].Replace("\"key\":\"k-7\"", "\"key\":\"k-8\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");

        var (code, output, _) = await VerifyAsync(folder);
        Assert.Equal(1, code);
        Assert.Contains($"{Path.GetFileName(file)}:{changed + 1}: the record was changed", output, StringComparison.Ordinal);
        Assert.Contains("NOT whole", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signer_KilledInMidWrite_RecoversAndSaysWhatItCutOff()
    {
        using var folder = new SignerFolder();
        var caller = new Metadata { { "authorization", "Bearer " + folder.Token } };
        await using (var signer = await SignerProcess.StartAsync(folder))
        {
            await signer.Payments.CreatePaymentAsync(Requests.Ai("before"), caller);
            await signer.KillAsync();
        }

        await File.AppendAllTextAsync(Assert.Single(Directory.GetFiles(folder.InFolder("audit"), "*.jsonl")), "{\"seq\":7,\"prev\":\"00");
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            Assert.True((await signer.PayAsync(Requests.Ai("before"))).Replayed);
            await signer.PayAsync(Requests.Ai("after"));
        }

        var (code, output, _) = await VerifyAsync(folder);
        Assert.Equal(0, code);
        Assert.Contains("did not finish", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_ThatCannotBeWritten_StopsSigningUntilItCan()
    {
        using var folder = new SignerFolder();
        var audit = new RecordingAuditLog();
        await using var signer = await RunningSigner.StartAsync(folder, folder.Options(), audit: audit);
        await signer.PayAsync(Requests.Ai("k-0"));
        signer.ErrorsExpected = true;

        audit.Outage = "No space left on device";
        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("k-1"));
        Assert.Equal((StatusCode.Unavailable, "audit_unavailable"), (status, refusal.Code));
        await Eventually.HoldsAsync(async () => await ReadyAsync(signer) == HttpStatusCode.ServiceUnavailable);
        using (var http = HttpCaller.WithToken(signer, folder.Token))
        {
            (await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).IsError(500, "Internal Server Error");
        }

        audit.Outage = null;
        Assert.True((await signer.PayAsync(Requests.Ai("k-1"))).Replayed);
        await Eventually.HoldsAsync(async () => await ReadyAsync(signer) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_ThatHasAName_IsFoundByIt()
    {
        using var folder = new SignerFolder();
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            var headers = signer.As();
            headers.Add("x-request-id", "job 17");
            await signer.Payments.CreatePaymentAsync(Requests.Ai("k"), headers);
        }

        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder.InFolder("audit"), "*.jsonl")));
        Assert.Contains(lines, line => line.Contains("\"request\":\"job 17\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signer_WithTheLogOfAnother_DoesNotStart()
    {
        using var folder = new SignerFolder();
        using var other = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var failure = await Assert.ThrowsAsync<Livepeer.Hosting.Program.StartupException>(
            () => RunningSigner.StartAsync(other, ("audit-dir", folder.InFolder("audit"))));
        Assert.Contains("is in use by another process", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--anchor", "12")]
    [InlineData("--address", "me")]
    [InlineData("--json", "--json")]
    public async Task Verify_WithoutALogOrWithNonsense_EndsWithTwo(string name, string value)
    {
        using var folder = new SignerFolder();
        var (code, output, error) = name == "--json" ? await VerifyAsync(folder, name) : await VerifyAsync(folder, name, value);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.NotEmpty(error);
    }

    private static async Task<HttpStatusCode> ReadyAsync(RunningSigner signer)
    {
        using var answer = await signer.Control.GetAsync("/readyz");
        return answer.StatusCode;
    }

    private static async Task PayAsync(RunningSigner signer)
    {
        for (var i = 0; i < Payments; i++)
        {
            await signer.PayAsync(Requests.Ai($"k-{i}", Requests.Orchestrator($"params-{i}")));
        }
    }

    private static Task<(int Code, string Output, string Error)> VerifyAsync(SignerFolder folder, params string[] more) =>
        CommandLine.RunAsync(["audit", "verify", "--dataDir", folder.Path, .. more]);
}
