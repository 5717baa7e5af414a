using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Authorization;

/// <summary>The authorization webhook: asked before anything is stored or signed, and believed in every detail of its answer.</summary>
public sealed class WebhookTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 4, 7, 20, 0, 0, TimeSpan.Zero);
    private readonly SignerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);
    private ScriptedWebhook _webhook = null!;
    private RunningSigner _signer = null!;

    public async Task InitializeAsync()
    {
        _webhook = await ScriptedWebhook.StartAsync();
        var headers = _folder.InFolder("webhook.headers");
        await File.WriteAllTextAsync(headers, "Authorization: Bearer the-signers-own ,X-Tenant:acme\n");
        _signer = await RunningSigner.StartAsync(
            _folder,
            _folder.Options(
                ("remoteSignerWebhookUrl", _webhook.Url),
                ("remoteSignerWebhookHeaders", "@" + headers),
                ("chain-l1-genesis-unix-seconds", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))),
            time: _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _signer.DisposeAsync();
        await _webhook.DisposeAsync();
        _folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Question_AboutAFirstPayment_HasTheCallersHeadersAndTheStateToCome()
    {
        using var caller = HttpCaller.Of(_signer, ("authorization", "Bearer sk_user"), ("x-request-ID", "abc"), ("signer-auth-id", "somebody"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal(200, answer.Status);
        var (body, sent) = Assert.Single(_webhook.Questions);
        Assert.Equal(("Bearer the-signers-own", "acme", "application/json"), (sent["Authorization"], sent["X-Tenant"], sent["Content-Type"]));
        Assert.Equal(["headers", "state"], body.AsObject().Select(member => member.Key));
        var headers = body["headers"]!.AsObject();
        Assert.Equal("Bearer sk_user", headers["Authorization"]![0]!.GetValue<string>());
        Assert.Equal("abc", headers["X-Request-Id"]![0]!.GetValue<string>());
        Assert.Equal("somebody", headers["Signer-Auth-Id"]![0]!.GetValue<string>());
        Assert.False(headers.ContainsKey("Host"));
        Assert.Equal(headers.Select(header => header.Key).Order(StringComparer.Ordinal), headers.Select(header => header.Key));

        // The state that the webhook saw is the one that the caller got, but for whom it belongs to.
        var state = answer.Content;
        foreach (var name in new[] { "StateID", "PMSessionID", "LastUpdate", "Balance", "Type", "App", "OrchestratorAddress" })
        {
            Assert.Equal(body["state"]![name]!.GetValue<string>(), state.Text(name));
        }

        Assert.Equal(1, body["state"]!["SenderNonce"]!.GetValue<int>());
        Assert.Null(body["state"]!["Tenant"]);
    }

    [Theory]
    [InlineData("""{"status":403,"reason":"denied"}""", 403, "denied")]
    [InlineData("""{"status":401}""", 401, "signer auth rejected request with status 401")]
    [InlineData("""{"STATUS":483,"Reason":"insufficient balance"}""", 483, "insufficient balance")]
    [InlineData("""{"status":480,"reason":"again"}""", 480, "again")]
    [InlineData("""{"status":482,"reason":"no"}""", 482, "no")]
    [InlineData("""{"status":503,"reason":"billing unavailable"}""", 503, "Service Unavailable Error")]
    [InlineData("""{"status":500,"reason":"x"}""", 500, "Internal Server Error")]
    [InlineData("""{"status":201,"reason":"x"}""", 201, "x")]
    [InlineData("""{"status":99,"reason":"x"}""", 500, "Internal Server Error")]
    [InlineData("""{"status":100,"reason":"x"}""", 500, "Internal Server Error")]
    [InlineData("""{"status":1000,"reason":"x"}""", 500, "Internal Server Error")]
    [InlineData("""{"status":0}""", 500, "Internal Server Error")]
    [InlineData("""{"status":-5}""", 500, "Internal Server Error")]
    [InlineData("""{"reason":"x"}""", 500, "Internal Server Error")]
    [InlineData("nonsense", 500, "Internal Server Error")]
    [InlineData("""{"status":200,"maxPrice":{"price":1199,"currency":"wei","unit":"fixed"}}""", 481, "orchestrator price 1200.000 exceeds auth webhook maxPrice ceiling 1199.000")]
    [InlineData("""{"status":200,"maxPrice":{"price":1300,"currency":"usd","unit":"fixed"}}""", 502, "signer auth invalid maxPrice: maxPrice.currency must be wei")]
    [InlineData("""{"status":200,"maxPrice":{"price":1300,"currency":"wei","unit":"seconds"}}""", 502, "signer auth invalid maxPrice: maxPrice.unit must be fixed for payment type fixed")]
    public async Task Refusal_OfAPayment_LeavesNoTrace(string body, int status, string message)
    {
        _webhook.Body = body;
        using var caller = HttpCaller.Of(_signer);

        (await caller.PayAsync(HttpCaller.Request(Requests.Orchestrator(), "fixed"))).IsError(status, message);

        Assert.Equal(0, await _signer.MetricAsync("remote_signer_tickets_total{job=\"fixed\"}"));
        Assert.Equal(0, await _signer.MetricAsync("remote_signer_payments_total{job=\"fixed\",result=\"made\"}"));

        // Nothing was used up: the first ticket of these parameters is still the first.
        _webhook.Body = """{"status":200}""";
        Assert.Equal(1u, (await caller.PayAsync(HttpCaller.Request(Requests.Orchestrator(), "fixed"))).Payment.TicketSenderParams[0].SenderNonce);
    }

    [Fact]
    public async Task StatusWithoutABody_FromTheWebhook_GoesOnWithoutOne()
    {
        _webhook.Body = """{"status":204,"reason":"x"}""";
        using var caller = HttpCaller.Of(_signer);

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((204, string.Empty), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(204)]
    [InlineData(401)]
    public async Task OtherStatus_OfTheWebhookItself_IsOurFailure(int status)
    {
        _webhook.Status = status;
        _webhook.Body = status == 204 ? string.Empty : """{"status":200}""";
        using var caller = HttpCaller.Of(_signer);

        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).IsError(500, "Internal Server Error");

        Assert.Contains(_signer.Logs.All, line => line.Contains("WebhookFailed", StringComparison.Ordinal) && line.Contains($"status {status}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LongAnswer_OfTheWebhook_IsOurFailure()
    {
        _webhook.Body = """{"status":200,"reason":" """ + new string('x', 64 * 1024) + "\"}";
        using var caller = HttpCaller.Of(_signer);

        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).IsError(500, "Internal Server Error");
    }

    [Fact]
    public async Task Silence_OfTheWebhook_IsOurFailureAfterFiveSeconds()
    {
        _signer.ErrorsExpected = true; // the clock leaps over a question about health that is under way, which then counts as unanswered
        _webhook.Body = null;
        using var caller = HttpCaller.Of(_signer);
        var answer = caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));
        await _webhook.Asked;

        _time.Advance(TimeSpan.FromSeconds(5));

        (await answer).IsError(500, "Internal Server Error");
        Assert.Equal(1, _webhook.Count);
    }

    [Fact]
    public async Task Consent_UntilAMoment_IsNotAskedForAgainBefore()
    {
        _signer.ErrorsExpected = true; // the clock leaps over a question about health that is under way, which then counts as unanswered
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 60}},"auth_id":"client:user"}""";
        using var caller = HttpCaller.Of(_signer);
        var first = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        _webhook.Body = """{"status":403}""";

        _time.Advance(TimeSpan.FromSeconds(60));
        var second = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State));
        Assert.Equal((200, 1), (second.Status, _webhook.Count));
        Assert.Equal((Now.ToUnixTimeSeconds() + 60, "client:user"), (second.Content.GetProperty("AuthExpiry").GetInt64(), second.Content.Text("AuthID")));

        _time.Advance(TimeSpan.FromSeconds(1));
        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, second.State))).IsError(403, "signer auth rejected request with status 403");
        Assert.Equal(2, _webhook.Count);
    }

    [Fact]
    public async Task Consent_InAStateThatSomebodyElseHolds_IsAskedForAgain()
    {
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 600}},"auth_id":"client:user"}""";
        using var user = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_user"));
        using var thief = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_thief"));
        using var nobody = HttpCaller.Of(_signer);
        var first = await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        _webhook.Body = """{"status":401,"reason":"who are you"}""";

        (await thief.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State))).IsError(401, "who are you");
        (await nobody.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State))).IsError(401, "who are you");
        Assert.Equal(200, (await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State))).Status);
        Assert.Equal(3, _webhook.Count);
        Assert.DoesNotContain("sk_user", first.StateText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Api-Key", "another")]
    [InlineData("X-User", "somebody-else")]
    [InlineData("Cookie", "session=2")]
    public async Task Consent_OfSomebodyKnownByAnotherHeader_IsAskedForAgain(string header, string value)
    {
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 600}},"auth_id":"client:user"}""";
        (string, string)[] known = [("Authorization", "Bearer shared"), ("X-Api-Key", "one"), ("X-User", "user"), ("Cookie", "session=1")];
        using var user = HttpCaller.Of(_signer, known);
        using var thief = HttpCaller.Of(_signer, [.. known.Where(one => one.Item1 != header), (header, value)]);
        var first = await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        _webhook.Body = """{"status":401,"reason":"who are you"}""";

        (await thief.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State))).IsError(401, "who are you");
        Assert.Equal(200, (await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State))).Status);
    }

    [Fact]
    public async Task Consent_WithAnotherNumberOfTheRequest_IsNotAskedForAgain()
    {
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 600}}}""";
        using var first = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_user"), ("X-Request-Id", "1"), ("traceparent", "00-a-b-01"));
        using var second = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_user"), ("X-Request-Id", "2"), ("traceparent", "00-c-d-01"));
        var paid = await first.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));

        Assert.Equal(200, (await second.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, paid.State))).Status);
        Assert.Equal(1, _webhook.Count);
    }

    [Fact]
    public async Task Consent_OfARepeatedRequest_IsThatOfThisRequest()
    {
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 600}},"auth_id":"client:user"}""";
        using var first = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_first"));
        using var second = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_second"));
        var begun = await first.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        var paid = await first.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, begun.State));
        Assert.Equal(Now.ToUnixTimeSeconds() + 600, paid.Content.GetProperty("AuthExpiry").GetInt64());

        // Who asks now has to be asked about every time.
        _webhook.Body = """{"status":200,"auth_id":"client:user"}""";
        var repeated = await second.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, begun.State));

        Assert.Equal(paid.Payment, repeated.Payment);
        Assert.Equal(0, repeated.Content.GetProperty("AuthExpiry").GetInt64());
        Assert.False(repeated.Content.TryGetProperty("Consent", out _));
    }

    [Fact]
    public async Task Name_ThatIsTooLong_IsTheWebhooksFailure()
    {
        _webhook.Body = $$"""{"status":200,"auth_id":"{{new string('a', 257)}}"}""";
        using var caller = HttpCaller.Of(_signer);

        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).IsError(500, "Internal Server Error");

        Assert.Contains(_signer.Logs.All, line => line.Contains("WebhookFailed", StringComparison.Ordinal) && line.Contains("256 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_AskedAboutAtTheSameTime_AreBounded()
    {
        _webhook.Body = $$"""{"status":200,"expiry":{{Now.ToUnixTimeSeconds() + 600}}}""";
        using var known = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_user"));
        using var tenant = HttpCaller.WithToken(_signer, _folder.Token);
        using var strangers = HttpCaller.Of(_signer);
        var paid = await known.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        _webhook.Body = null;
        using var end = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 64).Select(_ => strangers.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1), end.Token)).ToArray();
        await Eventually.HoldsAsync(() => Task.FromResult(_webhook.Count == 65));

        var refused = await strangers.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((429, "1"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(200, (await known.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, paid.State))).Status);
        Assert.Equal(200, (await tenant.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);

        // Their places are free again when they are gone.
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        _webhook.Body = """{"status":200}""";
        await Eventually.HoldsAsync(async () => (await strangers.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status == 200);
    }

    [Fact]
    public async Task Consent_WithoutAMoment_IsAskedForEveryTime()
    {
        using var caller = HttpCaller.Of(_signer);
        var first = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State));

        Assert.Equal(2, _webhook.Count);
        Assert.Equal(1, _webhook.Questions[1].Body["state"]!["SequenceNumber"]!.GetValue<int>());
    }

    [Fact]
    public async Task Name_OfTheCaller_IsTheTenantAndStaysTheSame()
    {
        _webhook.Body = """{"status":200,"auth_id":"client:user"}""";
        using var caller = HttpCaller.Of(_signer);
        var first = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        Assert.Equal(("client:user", "auth:client:user"), (first.Content.Text("AuthID"), first.Content.Text("Tenant")));

        _webhook.Body = """{"status":200}""";
        var second = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, first.State));
        Assert.Equal((200, "client:user"), (second.Status, second.Content.Text("AuthID")));

        _webhook.Body = """{"status":200,"auth_id":"client:another"}""";
        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, second.State))).IsError(500, "Internal Server Error");
    }

    [Fact]
    public async Task NameInAHeader_OfAnybody_IsNotBelieved()
    {
        using var caller = HttpCaller.Of(_signer, ("Signer-Auth-Id", "client:victim"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((string.Empty, "default"), (answer.Content.Text("AuthID"), answer.Content.Text("Tenant")));
    }

    [Fact]
    public async Task Token_OfATenant_NeedsNoWebhook()
    {
        _webhook.Body = """{"status":403}""";
        using var caller = HttpCaller.WithToken(_signer, _folder.Token);

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((200, 0, "tenant-a"), (answer.Status, _webhook.Count, answer.Content.Text("Tenant")));
    }

    [Fact]
    public async Task State_OfATenant_IsNobodyElses()
    {
        using var tenant = HttpCaller.WithToken(_signer, _folder.Token);
        using var user = HttpCaller.Of(_signer, ("Authorization", "Bearer sk_user"));
        var tenants = await tenant.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        var users = await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));

        (await user.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, tenants.State))).IsError(400, "the state belongs to another tenant");
        (await tenant.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, users.State))).IsError(400, "the state belongs to another tenant");
    }

    [Fact]
    public async Task Refusal_ByTheSigner_ComesBeforeTheWebhook()
    {
        using var caller = HttpCaller.Of(_signer);
        var expired = Requests.Orchestrator();
        expired.AuthToken.Expiration = Now.ToUnixTimeSeconds();

        (await caller.PayAsync(HttpCaller.Units(expired, 1))).IsError(480, "refresh session for remote signer");

        Assert.Equal(0, _webhook.Count);
    }
}
