using System.Text.Json;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;
using Google.Protobuf;
using Livepeer.Protos.Net;
using TestKit;

namespace DevOrchestrator.Tests.Recipient;

public sealed class PaymentReceiverTests
{
    /// <summary>Cases that the network accepts and this orchestrator refuses on purpose, with the reason it gives.</summary>
    private static readonly Dictionary<string, string> StricterThanTheNetwork = new()
    {
        ["R-018"] = "leading zero byte in ticket_params.face_value",
        ["R-019"] = "unexpected length of sender: 22 bytes",
        ["R-020"] = "ticket_params.expiration_params is set: only the payment's own expiration_params is read",
        ["R-057"] = "negative expected price",
        ["R-068"] = "expected price missing: it divides the debit, with tickets or without",
    };

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static TheoryData<string> Ids => [.. RecipientVectors.Root.GetProperty("cases").EnumerateArray().Select(vector => vector.Text("id"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Receive_RecordedCase_JudgesAsTheNetworkDoes(string id)
    {
        var vector = RecipientVectors.Root.GetProperty("cases").EnumerateArray().Single(candidate => candidate.Text("id") == id);
        var run = new RecordedRun(RecipientVectors.Root.GetProperty("profiles").GetProperty(vector.Text("profile")), vector.Text("manifestId"));

        foreach (var step in vector.GetProperty("steps").EnumerateArray())
        {
            run.Do(step);
        }

        Assert.True(run.Payments > 0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void StrictRules_RecordedCase_RefuseOnlyWhatTheyName(string id)
    {
        var vector = RecipientVectors.Root.GetProperty("cases").EnumerateArray().Single(candidate => candidate.Text("id") == id);

        var refusals = vector.GetProperty("steps").EnumerateArray()
            .Where(step => step.TryGetProperty("payment", out _))
            .Select(step => StrictRules.Check(Payment.Parser.ParseFrom(step.Hex("payment"))))
            .ToArray();

        var expected = StricterThanTheNetwork.GetValueOrDefault(id);
        Assert.All(refusals, refusal => Assert.Equal(expected, refusal));
    }

    [Fact]
    public void Receive_SamePaymentFromManyThreads_IsCreditedOnce()
    {
        var vector = RecipientVectors.Root.GetProperty("cases").EnumerateArray().First();
        var profile = RecipientVectors.Root.GetProperty("profiles").GetProperty(vector.Text("profile"));
        var receiver = new PaymentReceiver(profile.Address("recipient"), RecipientVectors.Policy(profile.GetProperty("orchestrator")), profile.Hex("secret"));
        var payment = ReceivedPayment.Read(Payment.Parser.ParseFrom(vector.GetProperty("steps")[0].Hex("payment")));
        var chain = RecipientVectors.Chain(profile.GetProperty("chain"));

        var accepted = Enumerable.Range(0, 1_000).AsParallel().WithDegreeOfParallelism(8).Count(_ => receiver.Receive(payment, "m", chain, Now).IsAccepted);

        Assert.Equal(1, accepted);
        Assert.Equal(Ticket.ExpectedValue(payment.Terms!), receiver.Balance(payment.Sender, "m"));
    }

    [Fact]
    public void Balance_IdleForElevenMinutes_IsDropped()
    {
        var sender = EthAddress.FromBytes([1]);
        var receiver = new PaymentReceiver(default, new TicketPolicy(5, 0, 0, 0, 0), new byte[32]);
        receiver.Credit(sender, "m", new Rational(7), Now);
        receiver.Credit(sender, "n", new Rational(7), Now + TimeSpan.FromMinutes(10));

        receiver.DropIdle(Now + TimeSpan.FromMinutes(11));

        Assert.Null(receiver.Balance(sender, "m"));
        Assert.Equal(new Rational(7), receiver.Balance(sender, "n"));
    }

    [Fact]
    public void Debit_MoreThanTheBalance_GoesBelowZero()
    {
        var sender = EthAddress.FromBytes([1]);
        var receiver = new PaymentReceiver(default, new TicketPolicy(5, 0, 0, 0, 0), new byte[32]);

        receiver.Credit(sender, "m", new Rational(7), Now);
        receiver.Debit(sender, "m", new Rational(15, 2), Now);

        Assert.Equal(new Rational(-1, 2), receiver.Balance(sender, "m"));
        Assert.False(receiver.IsSufficient(sender, "m"));
    }

    private sealed class RecordedRun(JsonElement profile, string manifest)
    {
        private readonly EthAddress _sender = profile.Address("sender");
        private ChainView _chain = RecipientVectors.Chain(profile.GetProperty("chain"));
        private PaymentReceiver _receiver = Start(profile, profile.Hex("secret"));

        public int Payments { get; private set; }

        public void Do(JsonElement step)
        {
            if (step.TryGetProperty("chain", out var chain))
            {
                _chain = RecipientVectors.Chain(chain);
            }
            else if (step.TryGetProperty("secret", out _))
            {
                _receiver = Start(profile, step.Hex("secret"));
            }
            else if (step.TryGetProperty("senderAlreadyKnown", out _))
            {
                _receiver.Credit(_sender, "earlier", new Rational(1), Now);
            }
            else if (step.TryGetProperty("preloadNonces", out var preload))
            {
                Preload(preload);
            }
            else
            {
                Judge(step);
            }
        }

        private static PaymentReceiver Start(JsonElement profile, byte[] secret) =>
            new(profile.Address("recipient"), RecipientVectors.Policy(profile.GetProperty("orchestrator")), secret);

        private void Preload(JsonElement preload)
        {
            var key = new EthKey(profile.Hex("senderPrivateKey"));
            var wire = TicketParams.Parser.ParseFrom(profile.GetProperty("paramSets").GetProperty(preload.Text("paramSet")).Hex("ticketParamsProto"));
            var terms = TicketTerms.Read(wire, wire.ExpirationParams);
            var first = preload.GetProperty("first").GetUInt32();
            foreach (var nonces in Enumerable.Range(0, preload.GetProperty("count").GetInt32()).Select(i => first + (uint)i).Chunk(100))
            {
                var payment = new Payment
                {
                    TicketParams = wire,
                    ExpirationParams = wire.ExpirationParams,
                    Sender = ByteString.CopyFrom(_sender.ToBytes()),
                    ExpectedPrice = new PriceInfo
                    {
                        PricePerUnit = profile.GetProperty("price").GetProperty("pricePerUnit").GetInt64(),
                        PixelsPerUnit = profile.GetProperty("price").GetProperty("pixelsPerUnit").GetInt64(),
                    },
                };
                payment.TicketSenderParams.AddRange(nonces.Select(nonce => new TicketSenderParams
                {
                    SenderNonce = nonce,
                    Sig = ByteString.CopyFrom(key.Sign(Ticket.Hash(terms, _sender, nonce))),
                }));
                Assert.True(_receiver.Receive(ReceivedPayment.Read(payment), manifest, _chain, Now).IsAccepted);
            }
        }

        private void Judge(JsonElement step)
        {
            Payments++;
            var expected = step.GetProperty("verdict");
            var received = ReceivedPayment.Read(Payment.Parser.ParseFrom(step.Hex("payment")));

            var verdict = _receiver.Receive(received, manifest, _chain, Now);

            Assert.Equal(expected.GetProperty("accepted").GetBoolean(), verdict.IsAccepted);
            Assert.Equal(expected.TryGetProperty("panic", out _), verdict.IsCrash);
            AssertText(expected, verdict.Error);
            Assert.Equal(expected.GetProperty("fatal").GetBoolean(), verdict.IsFatal);
            Assert.Equal(expected.GetProperty("creditedEv").GetString(), verdict.CreditedEv.ToString());
            Assert.Equal(expected.GetProperty("creditedTickets").GetInt32(), verdict.Tickets.Count(ticket => ticket.IsCredited));
            Assert.Equal(
                expected.GetProperty("queuedForRedemption").EnumerateArray().Select(nonce => nonce.GetUInt32()),
                verdict.Tickets.Where(ticket => ticket.HasWon).Select(ticket => ticket.Nonce).Order());
            Assert.Equal(expected.GetProperty("balanceAfter").GetString(), _receiver.Balance(received.Sender, manifest)?.ToString());
            Assert.Equal(expected.GetProperty("fixedPriceAfter").GetString(), _receiver.FixedPrice(received.Sender, manifest)?.ToString());
            Assert.Equal(expected.GetProperty("sufficientBalanceAfter").GetBoolean(), _receiver.IsSufficient(received.Sender, manifest));
            JudgeTickets(step, received, verdict);
        }

        private static void JudgeTickets(JsonElement step, ReceivedPayment received, PaymentVerdict verdict)
        {
            if (!step.TryGetProperty("tickets", out var tickets) || verdict.Tickets.Count == 0)
            {
                return;
            }

            foreach (var (expected, actual) in tickets.EnumerateArray().Zip(verdict.Tickets))
            {
                Assert.Equal(expected.GetProperty("senderNonce").GetUInt32(), actual.Nonce);
                Assert.Equal(expected.Hex("ticketHash"), Ticket.Hash(received.Terms!, received.Sender, actual.Nonce));
                Assert.Equal(expected.GetProperty("received").GetBoolean(), actual.IsReceived);
                if (!actual.IsReceived)
                {
                    continue;
                }

                Assert.Equal(expected.GetProperty("error").GetString(), actual.Error);
                Assert.Equal(expected.GetProperty("fatal").GetBoolean(), actual.IsFatal);
                Assert.Equal(expected.GetProperty("credited").GetBoolean(), actual.IsCredited);
                Assert.Equal(expected.GetProperty("won").GetBoolean(), actual.HasWon);
            }
        }

        private static void AssertText(JsonElement expected, string? error)
        {
            if (expected.TryGetProperty("errorIsPrefix", out var isPrefix) && isPrefix.GetBoolean())
            {
                Assert.StartsWith(expected.Text("error"), error, StringComparison.Ordinal);
                return;
            }

            Assert.Equal(expected.GetProperty("error").GetString(), error);
        }
    }
}
