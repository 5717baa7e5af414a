using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class PaymentStreamTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task RequestThatBreaks_IsAnsweredLoggedAndTheStreamGoesOn()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, new BreakingLedger());
        signer.ErrorsExpected = true;
        using var limit = new CancellationTokenSource(Deadline);
        using var stream = signer.Payments.PayStream(signer.As());

        await stream.RequestStream.WriteAsync(Requests.Ai(BreakingLedger.BreakingKey), limit.Token);
        Assert.True(await stream.ResponseStream.MoveNext(limit.Token));
        var broken = stream.ResponseStream.Current;
        await stream.RequestStream.WriteAsync(Requests.Ai("sound"), limit.Token);
        Assert.True(await stream.ResponseStream.MoveNext(limit.Token));
        var sound = stream.ResponseStream.Current;

        Assert.Equal((BreakingLedger.BreakingKey, "internal", Side.Signer), (broken.IdempotencyKey, broken.Refusal.Code, broken.Refusal.Side));
        Assert.DoesNotContain("defect of this test", broken.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains("defect of this test", Assert.Single(signer.Logs.Errors), StringComparison.Ordinal);
        Assert.Equal(("sound", true), (sound.IdempotencyKey, sound.Payment is not null));
    }
}
