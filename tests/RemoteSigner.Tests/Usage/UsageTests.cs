using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Money;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RemoteSigner.Cli;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Usage;

/// <summary>The account of payments as operators and billing see it.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task Command_OfARunningSigner_SumsToWhatWasAnswered()
    {
        using var folder = new SignerFolder();
        var other = folder.AddTenant("tenant-b");
        await using var signer = await RunningSigner.StartAsync(folder);
        var first = await signer.PayAsync(Requests.Ai("1", units: 5_000_000));
        await signer.PayAsync(Requests.Ai("1", units: 5_000_000));
        var second = await signer.PayAsync(Requests.Segment("2"));
        var third = await signer.PayAsync(Requests.Ai("3", Requests.Orchestrator("other")), other);

        var lines = await JsonAsync(folder, signer, "--by", "tenant,capability,model");

        Assert.Equal(
            [
                ("tenant-a", "text-to-image", "stabilityai/sd-turbo", 1L, first.TicketCount, first.ExpectedValueWei),
                ("tenant-a", "transcoding", "", 1L, second.TicketCount, second.ExpectedValueWei),
                ("tenant-b", "text-to-image", "stabilityai/sd-turbo", 1L, third.TicketCount, third.ExpectedValueWei),
            ],
            lines.Select(line => (
                line.GetProperty("tenant").GetString()!,
                line.GetProperty("capability").GetString()!,
                line.GetProperty("model").GetString()!,
                line.GetProperty("payments").GetInt64(),
                line.GetProperty("tickets").GetUInt32(),
                line.GetProperty("expected_value_wei").GetString()!)));
    }

    [Fact]
    public async Task Command_ProgramDown_ReadsTheLedgerItself()
    {
        using var folder = new SignerFolder();
        var paid = default(Rational);
        await using (var signer = await RunningSigner.StartAsync(folder))
        {
            paid = Rational.Parse((await signer.PayAsync(Requests.Ai("1"))).ExpectedValueWei);
        }

        var (code, csv, _) = await RunAsync("usage", "--dataDir", folder.Path, "--cliAddr", "127.0.0.1:1", "--format", "csv", "--by", "tenant");

        Assert.Equal(0, code);
        Assert.Equal(["tenant,payments,tickets,expected_value_wei,fee_wei,face_value_wei", $"tenant-a,1,1,{paid.Ceiling()},1200,1200000000000000"], csv.TrimEnd().Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Command_Table_EndsWithTheTotal()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Requests.Ai("1"));

        var (code, table, _) = await RunAsync("usage", "--dataDir", folder.Path, "--cliAddr", signer.Host.ControlAddress.Authority);

        Assert.Equal(0, code);
        Assert.StartsWith("day", table, StringComparison.Ordinal);
        Assert.StartsWith("total", table.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_LineOfOtherNames_SaysWhatItIs()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        await signer.PayAsync(Requests.Ai("1"));
        string[] command = ["usage", "--dataDir", folder.Path, "--cliAddr", signer.Host.ControlAddress.Authority];
        Assert.Empty((await RunAsync(command)).Error);
        var request = Requests.Ai("2");
        request.Ai.ModelId = "(other)";
        await signer.PayAsync(request);

        var (code, table, error) = await RunAsync(command);

        Assert.Equal(0, code);
        Assert.Contains("(other)", table, StringComparison.Ordinal);
        Assert.StartsWith("(other) stands for", error, StringComparison.Ordinal);
        Assert.Contains("1,000", error, StringComparison.Ordinal);
        Assert.Empty((await RunAsync([.. command, "--by", "tenant"])).Error);
    }

    [Theory]
    [InlineData("--from", "yesterday")]
    [InlineData("--by", "colour")]
    [InlineData("--format", "xml")]
    [InlineData("--tenant", "a b")]
    public async Task Command_Mistake_IsNamed(string option, string value)
    {
        var (code, _, error) = await RunAsync("usage", option, value);

        Assert.Equal(1, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_WithoutTheAdminToken_SaysNothing()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        using var response = await signer.Control.GetAsync(new Uri("/usage", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Webhook_FailingAndRestarted_GetsEveryPaymentAtLeastOnceInOrder()
    {
        using var folder = new SignerFolder();
        await using var receiver = await Receiver.StartAsync(failures: 2);
        PrivateFile.Write(folder.InFolder("headers"), "Authorization:Bearer billing\n");
        var webhook = new[] { ("usage-webhook-url", receiver.Address.ToString()), ("usage-webhook-headers", folder.InFolder("headers")) };
        await using (var signer = await RunningSigner.StartAsync(folder, webhook))
        {
            await signer.PayAsync(Requests.Ai("1"));
            await signer.PayAsync(Requests.Ai("2"));
            await Eventually.HoldsAsync(() => Task.FromResult(receiver.Ids.Distinct().Count() == 2));
        }

        await using (var signer = await RunningSigner.StartAsync(folder, webhook))
        {
            await signer.PayAsync(Requests.Ai("3"));
            await Eventually.HoldsAsync(() => Task.FromResult(receiver.Ids.Distinct().Count() == 3));
        }

        Assert.All(receiver.Authorizations, static shown => Assert.Equal("Bearer billing", shown));
        Assert.Equal(["1", "2", "3"], receiver.Events.DistinctBy(one => one.Id).Select(one => one.Data.GetProperty("request_id").GetString()));
        var data = receiver.Events.Last().Data;
        Assert.Equal(("ai", "text-to-image", "stabilityai/sd-turbo", "tenant-a"), (Text(data, "kind"), Text(data, "capability"), Text(data, "model_id"), Text(data, "tenant")));
        Assert.Equal("1200000000000000", Text(data, "face_value"));
    }

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static async Task<JsonElement[]> JsonAsync(SignerFolder folder, RunningSigner signer, params string[] more)
    {
        var (code, output, error) = await RunAsync(["usage", "--dataDir", folder.Path, "--cliAddr", signer.Host.ControlAddress.Authority, "--json", .. more]);
        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = await SignerCommandLine.InvokeAsync(arguments, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Somebody who bills.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private int _failures;

        private Receiver(WebApplication app, int failures)
        {
            _app = app;
            _failures = failures;
        }

        public ConcurrentQueue<(string Id, JsonElement Data)> Events { get; } = new();

        public ConcurrentQueue<string> Authorizations { get; } = new();

        public IEnumerable<string> Ids => Events.Select(one => one.Id);

        public Uri Address => new(_app.Urls.Single());

        public static async Task<Receiver> StartAsync(int failures)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Services.AddRoutingCore();
            builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var app = builder.Build();
            var receiver = new Receiver(app, failures);
            app.Run(receiver.ReceiveAsync);
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task ReceiveAsync(HttpContext context)
        {
            Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            using var document = await JsonDocument.ParseAsync(context.Request.Body);
            foreach (var one in document.RootElement.GetProperty("events").EnumerateArray())
            {
                Events.Enqueue((one.GetProperty("id").GetString()!, one.GetProperty("data").Clone()));
            }

            // Taken, and the answer is a failure: what comes again must have the same id.
            context.Response.StatusCode = Interlocked.Decrement(ref _failures) >= 0 ? 500 : 204;
        }
    }
}
