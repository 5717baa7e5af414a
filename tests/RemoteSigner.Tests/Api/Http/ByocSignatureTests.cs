using System.Text.Json.Nodes;
using Livepeer.Crypto;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>POST /sign-byoc-job.</summary>
public sealed class ByocSignatureTests
{
    [Fact]
    public async Task Job_OfVersion0_IsSignedOverRequestAndParameters()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.SendAsync(HttpMethod.Post, "/sign-byoc-job", Job().ToJsonString());

        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(folder.Address.ToString(), answer.Json["sender"]!.GetValue<string>());
        var digest = PersonalMessage.Digest(Keccak256.Hash("{\"run\":\"x\"}{}"u8));
        Assert.True(Secp256k1.Managed.TryRecover(digest, new Signature65(Convert.FromHexString(answer.Json["signature"]!.GetValue<string>()[2..])), out var by));
        Assert.Equal(folder.Address, by);
        Assert.Contains(signer.Logs.All, line => line.Contains("Signed a BYOC job for default: capability echo, job job-1, signature v0.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_OfVersion1_IsSignedOverEverything()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var job = Job();
        job["version"] = "v1";

        var answer = await caller.SendAsync(HttpMethod.Post, "/sign-byoc-job", job.ToJsonString());

        byte[] message =
        [
            .. "LP_BYOC_JOB_V1\0\0"u8, 0, 0, 0, 30, 0, 0, 0, 5, .. "job-1"u8, 0, 0, 0, 4, .. "echo"u8, 0, 0, 0, 11, .. "{\"run\":\"x\"}"u8, 0, 0, 0, 2, .. "{}"u8,
        ];
        Assert.True(Secp256k1.Managed.TryRecover(
            PersonalMessage.Digest(Keccak256.Hash(message)), new Signature65(Convert.FromHexString(answer.Json["signature"]!.GetValue<string>()[2..])), out var by));
        Assert.Equal(folder.Address, by);
    }

    [Theory]
    [InlineData("id", "", "sign-byoc-job requires non-empty id and capability")]
    [InlineData("capability", "", "sign-byoc-job requires non-empty id and capability")]
    [InlineData("request", "not json", "request must be a JSON object")]
    [InlineData("request", "[]", "request must be a JSON object")]
    [InlineData("parameters", "", "parameters must be a JSON object")]
    [InlineData("parameters", "{} {}", "parameters must be a JSON object")]
    [InlineData("version", "v2", "version must be v0 or v1")]
    public async Task Job_ThatIsNotOne_IsRefused(string member, string value, string message)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var job = Job();
        job[member] = value;

        (await caller.SendAsync(HttpMethod.Post, "/sign-byoc-job", job.ToJsonString())).IsError(400, message);
    }

    [Fact]
    public async Task Job_WithoutATime_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var job = Job();
        job["timeout_seconds"] = 0;

        (await caller.SendAsync(HttpMethod.Post, "/sign-byoc-job", job.ToJsonString())).IsError(400, "sign-byoc-job requires positive timeout_seconds");
    }

    [Fact]
    public async Task Job_OfACallerWhomOnlyTheWebhookCouldName_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var webhook = await ScriptedWebhook.StartAsync();
        await using var signer = await RunningSigner.StartAsync(folder, ("remoteSignerWebhookUrl", webhook.Url));
        using var nobody = HttpCaller.Of(signer);
        using var tenant = HttpCaller.WithToken(signer, folder.Token);

        Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Post, "/sign-byoc-job", Job().ToJsonString())).Status);
        Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Post, "/sign-byoc-job", Job().ToJsonString())).Status);
        Assert.Equal(0, webhook.Count);
    }

    private static JsonObject Job() => new()
    {
        ["id"] = "job-1",
        ["capability"] = "echo",
        ["request"] = "{\"run\":\"x\"}",
        ["parameters"] = "{}",
        ["timeout_seconds"] = 30,
    };
}
