using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using NetPayment = Livepeer.Protos.Net.Payment;

namespace RemoteSigner.Tests.Processes;

/// <summary>The program is killed while it pays, and started again on the same files.</summary>
public sealed class CrashTests
{
    private const int Callers = 4;
    private const int BeforeTheCrash = 40;

    // Two rounds of all callers stay below the nonces of the two sets of ticket parameters.
    private const int MostPerCaller = 100;

    [Fact]
    public async Task Killed_WhilePaying_ReusesNoNonceAndRepeatsItsAnswers()
    {
        using var folder = new SignerFolder();
        var answers = new ConcurrentDictionary<string, string>();
        for (var round = 0; round < 2; round++)
        {
            await PayUntilKilledAsync(folder, round, answers);
        }

        await using var signer = await SignerProcess.StartAsync(folder);
        foreach (var (key, header) in answers)
        {
            var again = await signer.Payments.CreatePaymentAsync(Requests.Ai(key, Requests.Orchestrator(OfferOf(key))), As(folder));
            Assert.True(again.Replayed);
            Assert.Equal(header, again.PaymentHeader);
        }

        var tickets = answers.SelectMany(answer => Tickets(answer.Value)).ToArray();
        Assert.Equal(tickets.Length, tickets.Distinct().Count());
        Assert.True(tickets.Length >= 2 * BeforeTheCrash);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    [InlineData("-HUP")]
    public async Task AskedToEnd_WithNothingToDo_EndsInOrderAndInTime(string signal)
    {
        using var folder = new SignerFolder();
        await using var signer = await SignerProcess.StartAsync(folder);
        await signer.Payments.CreatePaymentAsync(Requests.Ai("k"), As(folder));

        var started = TimeProvider.System.GetTimestamp();
        var code = await signer.EndAsync(signal);

        Assert.Equal(0, code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Contains("\"type\":\"stop\"", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.InFolder("audit"), "*.jsonl"))), StringComparison.Ordinal);
    }

    private static async Task PayUntilKilledAsync(SignerFolder folder, int round, ConcurrentDictionary<string, string> answers)
    {
        await using var signer = await SignerProcess.StartAsync(folder);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < MostPerCaller; i++)
            {
                var key = $"{round}-{caller}-{i}";
                try
                {
                    var request = Requests.Ai(key, Requests.Orchestrator(OfferOf(key)));
                    request.Settlements.Add(new Settlement { IdempotencyKey = $"{round}-{caller}-{i - 1}", Outcome = Outcome.Unknown });
                    var answer = await signer.Payments.CreatePaymentAsync(request, As(folder));
                    answers[key] = answer.PaymentHeader;
                }
                catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal)
                {
                    return;
                }
                catch (RpcException refusal)
                {
                    enough.TrySetException(refusal);
                    return;
                }

                if (Interlocked.Increment(ref count) == BeforeTheCrash)
                {
                    enough.TrySetResult();
                }
            }
        })).ToArray();

        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await signer.KillAsync();
        await Task.WhenAll(callers);
    }

    // Both rounds pay under the same two sets of ticket parameters: a reused nonce would show.
    private static string OfferOf(string key) => "params-" + (key[^1] % 2);

    private static IEnumerable<(ByteString, uint)> Tickets(string header)
    {
        var payment = NetPayment.Parser.ParseFrom(Convert.FromBase64String(header));
        return payment.TicketSenderParams.Select(ticket => (payment.TicketParams.RecipientRandHash, ticket.SenderNonce));
    }

    private static Metadata As(SignerFolder folder) => new() { { "authorization", "Bearer " + folder.Token } };
}
