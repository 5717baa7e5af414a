using System.Text;
using Google.Protobuf;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Whatever comes, nothing breaks: no answer is a failure of the signer's own, and nothing is logged as one.</summary>
public sealed class GarbageTests
{
    private const int Seed = 20260407;

    [Fact]
    public async Task ChangedBodies_OfARequest_BreakNothing()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var state = (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000))).State;
        var body = HttpCaller.Units(Requests.Orchestrator(), 20_000_000, state).ToJsonString();
        var random = new Random(Seed);

        for (var i = 0; i < 400; i++)
        {
            var answer = await caller.PayAsync(Changed(body, random));
            Assert.True(answer.Status is 200 or 400 or 480 or 481 or 482, $"{answer.Status}: {answer.Text}");
        }
    }

    [Fact]
    public async Task ChangedOffers_OfAnOrchestrator_BreakNothing()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        var offer = Requests.Orchestrator().ToByteArray();
        var random = new Random(Seed);

        for (var i = 0; i < 400; i++)
        {
            var changed = (byte[])offer.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            var answer = await caller.PayAsync($"{{\"orchestrator\":\"{Convert.ToBase64String(changed)}\",\"inPixels\":{random.NextInt64(1, 100)}}}");
            Assert.True(answer.Status is 200 or 400 or 480 or 481 or 482 or 500, $"{answer.Status}: {answer.Text}");
        }

        // A face value may be made enormous, and its tickets worth more than a payment may be; nothing else is the signer's matter.
        Assert.Equal(0, await signer.MetricAsync("remote_signer_refusals_total{code=\"internal\"}"));
    }

    private static string Changed(string body, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(128);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(0, Math.Min(random.Next(1, 30), bytes.Count)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
