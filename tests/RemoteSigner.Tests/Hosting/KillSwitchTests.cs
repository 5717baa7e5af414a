using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

/// <summary>The kill switch, through the front door.</summary>
public sealed class KillSwitchTests : IDisposable
{
    private const string Byoc =
        """{"id":"job-1","capability":"cap","request":"{}","parameters":"{}","timeout_seconds":10}""";

    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Halt_OfARunningSigner_RefusesEverythingThatSignsAtOnceAndResumeEndsIt()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        using var http = HttpCaller.WithToken(signer, _folder.Token);
        var paid = await signer.PayAsync(Requests.Ai("before"));

        var (code, output, _) = await RunAsync(signer, "halt", "--reason", "a stolen token");
        var (status, refusal) = await signer.RefusedAsync(Requests.Ai("while"));
        var (repeatStatus, _) = await signer.RefusedAsync(Requests.Ai("before"));
        var answer = await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));
        var signature = await http.SendAsync(HttpMethod.Post, "/sign-byoc-job", Byoc);
        var settled = await signer.Payments.ReportOutcomeAsync(
            new ReportOutcomeRequest { Settlements = { new Settlement { IdempotencyKey = "before", Outcome = Outcome.Delivered } } }, signer.As());

        Assert.Equal(0, code);
        Assert.Contains("All signing is stopped since", output, StringComparison.Ordinal);
        Assert.Equal((StatusCode.Unavailable, "signing_halted", StatusCode.Unavailable), (status, refusal.Code, repeatStatus));
        Assert.Contains("a stolen token", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((503, 503), (answer.Status, signature.Status));
        Assert.Equal(SettlementState.Settled, settled.Results[0].State);

        var (resumed, goesOn, _) = await RunAsync(signer, "resume");
        var repeated = await signer.PayAsync(Requests.Ai("before"));

        Assert.Equal((0, "Signing goes on.\n"), (resumed, goesOn));
        Assert.Equal(paid.PaymentHeader, repeated.PaymentHeader);
        Assert.Equal(200, (await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
    }

    [Fact]
    public async Task Halt_WhilePaymentsRun_IsEffectiveWithinASecond()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        using var stream = signer.Payments.PayStream(signer.As());
        await stream.RequestStream.WriteAsync(Requests.Ai("first"));
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.NotNull(stream.ResponseStream.Current.Payment);

        // Once the answer to halt is there, no payment is: that is sooner than any second.
        await RunAsync(signer, "halt");
        await stream.RequestStream.WriteAsync(Requests.Ai("second"));

        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("signing_halted", stream.ResponseStream.Current.Refusal?.Code);
    }

    [Fact]
    public async Task Halt_InForce_IsShownEverywhere()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        var before = await signer.MetricAsync("remote_signer_signing_halted");

        await RunAsync(signer, "halt", "--reason", "a stolen token");

        await Eventually.HoldsAsync(async () =>
        {
            using var readiness = await signer.Control.GetAsync("/readyz");
            return readiness.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await readiness.Content.ReadAsStringAsync()).Contains("stopped by the operator since", StringComparison.Ordinal);
        });
        var signing = (await signer.StatusAsync()).GetProperty("signing");
        Assert.Equal((true, "a stolen token"), (signing.GetProperty("halted").GetBoolean(), signing.GetProperty("reason").GetString()));
        Assert.Equal((0, 1), (before, await signer.MetricAsync("remote_signer_signing_halted")));
        Assert.Contains(signer.Logs.All, line => line.Contains("The operator stopped all signing: a stolen token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Halt_WithTheProgramDown_HoldsFromTheNextStart()
    {
        await using (await RunningSigner.StartAsync(_folder))
        {
        }

        var (code, output, error) = await CommandLine.RunAsync("halt", "--json", "--cliAddr", "127.0.0.1:9", "--dataDir", _folder.Path);

        Assert.True(code == 0, error);
        Assert.Contains("holds from the next start on", error, StringComparison.Ordinal);
        using (var document = JsonDocument.Parse(output))
        {
            Assert.True(document.RootElement.GetProperty("halted").GetBoolean());
        }

        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        Assert.Equal("signing_halted", (await signer.RefusedAsync(Requests.Ai("k"))).Refusal.Code);
    }

    [Fact]
    public async Task Halt_AtTheWrongAddressOfARunningSigner_SaysWhatToDo()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so

        var (code, output, error) = await CommandLine.RunAsync("halt", "--cliAddr", "127.0.0.1:9", "--dataDir", _folder.Path);

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("give the --cliAddr that it was started with", error, StringComparison.Ordinal);
        await signer.PayAsync(Requests.Ai("k"));
    }

    [Fact]
    public async Task Halt_WithoutAnything_SaysWhatToGive()
    {
        var (code, _, error) = await CommandLine.RunAsync("halt", "--cliAddr", "127.0.0.1:9", "--dataDir", _folder.InFolder("elsewhere"));

        Assert.Equal(1, code);
        Assert.Contains("There is no ledger", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    public async Task Halt_WithAReasonThatCallersCannotRead_IsRefused(string reason)
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so

        var (code, _, error) = await RunAsync(signer, "halt", "--reason", reason);
        var answer = await PostAsync(signer, "/halt", JsonSerializer.Serialize(new { reason }));

        Assert.Equal(1, code);
        Assert.Contains("printable ASCII", error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, answer);
        await signer.PayAsync(Requests.Ai("k"));
    }

    [Theory]
    [InlineData("/halt", "[]", HttpStatusCode.BadRequest)]
    [InlineData("/halt", "", HttpStatusCode.OK)]
    [InlineData("/resume", "", HttpStatusCode.OK)]
    public async Task Post_OfABody_IsAnswered(string path, string body, HttpStatusCode expected)
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so

        Assert.Equal(expected, await PostAsync(signer, path, body));
    }

    [Fact]
    public async Task Post_OfAHugeBody_IsRefused()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(signer, "/halt", "\"" + new string('a', 100_000) + "\""));
    }

    [Theory]
    [InlineData("POST", "/halt")]
    [InlineData("POST", "/resume")]
    [InlineData("GET", "/tenants")]
    public async Task Request_WithoutTheAdminToken_IsRefused(string method, string path)
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await signer.Control.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await signer.PayAsync(Requests.Ai("k"));
    }

    [Fact]
    public async Task Tenants_Asked_AreListedWithoutSecrets()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        signer.ErrorsExpected = true; // a stopped signer is not ready, and says so
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tenants");
        request.Headers.Authorization = await AdminAsync();

        using var answer = await signer.Control.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"name\":\"tenant-a\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sha256", text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<HttpStatusCode> PostAsync(RunningSigner signer, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = await AdminAsync();
        using var answer = await signer.Control.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<AuthenticationHeaderValue> AdminAsync() => new("Bearer", (await File.ReadAllTextAsync(_folder.InFolder("admin.token"))).Trim());

    private Task<(int Code, string Output, string Error)> RunAsync(RunningSigner signer, params string[] arguments) =>
        CommandLine.RunAsync([.. arguments, "--cliAddr", signer.Host.ControlAddress.Authority, "--dataDir", _folder.Path]);
}
