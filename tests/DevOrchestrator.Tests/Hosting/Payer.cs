using System.Net;
using System.Numerics;
using System.Text;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using Google.Protobuf;
using Grpc.Net.Client;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Tests.Hosting;

/// <summary>A gateway with its own key, as small as it can be. It writes its messages itself: nothing of the orchestrator's ticket code is used.</summary>
internal sealed class Payer : IDisposable
{
    private readonly EthKey _key = EthKey.Create();
    private readonly GrpcChannel _channel;

    public Payer(DevOrchestratorHost host)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        // Orchestrators make their certificates themselves; nobody on the network verifies them.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "O=Livepeer dev orchestrator";
        Http = new HttpClient(handler) { BaseAddress = host.ServiceUri, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        _channel = GrpcChannel.ForAddress(host.ServiceUri, new GrpcChannelOptions { HttpClient = Http });
        Grpc = new Orchestrator.OrchestratorClient(_channel);
    }

    public HttpClient Http { get; }

    public Orchestrator.OrchestratorClient Grpc { get; }

    public string Address => _key.Address.ToString();

    public OrchestratorRequest Identity(Capabilities? capabilities = null) => new()
    {
        Address = ByteString.CopyFrom(_key.Address.ToBytes()),
        Sig = ByteString.CopyFrom(_key.SignKeccak(Encoding.ASCII.GetBytes(Address))),
        Capabilities = capabilities,
    };

    public async Task<OrchestratorInfo> GetInfoAsync(Capabilities? capabilities = null) => await Grpc.GetOrchestratorAsync(Identity(capabilities));

    public Payment Pay(OrchestratorInfo info, params uint[] nonces)
    {
        var payment = new Payment { Sender = ByteString.CopyFrom(_key.Address.ToBytes()), ExpectedPrice = info.PriceInfo };
        if (nonces.Length == 0)
        {
            return payment;
        }

        payment.TicketParams = info.TicketParams.Clone();
        payment.TicketParams.ExpirationParams = null;
        payment.ExpirationParams = info.TicketParams.ExpirationParams;
        payment.TicketSenderParams.AddRange(nonces.Select(nonce => new TicketSenderParams { SenderNonce = nonce, Sig = ByteString.CopyFrom(SignTicket(info.TicketParams, nonce)) }));
        return payment;
    }

    public SegData Credentials(OrchestratorInfo info, long seq, byte[] segment, params VideoProfile[] profiles) => Credentials("my-stream", info, seq, segment, profiles);

    /// <summary>Credentials without a segment, for payments to a manifest.</summary>
    public SegData Credentials(string manifest, OrchestratorInfo info) => Credentials(manifest, info, 0, []);

    private SegData Credentials(string manifestId, OrchestratorInfo info, long seq, byte[] segment, params VideoProfile[] profiles)
    {
        var manifest = Encoding.UTF8.GetBytes(manifestId);
        var hash = Keccak.Hash(segment);
        var ids = string.Concat(profiles.Select(profile => Convert.ToHexStringLower(Keccak.Hash(Encoding.UTF8.GetBytes(profile.Name)).AsSpan(0, 4))));
        var data = new SegData
        {
            ManifestId = ByteString.CopyFrom(manifest),
            Seq = seq,
            Hash = ByteString.CopyFrom(hash),
            Duration = 2_000,
            AuthToken = info.AuthToken,
            Sig = ByteString.CopyFrom(_key.SignKeccak(manifest, Word(seq), hash, Encoding.ASCII.GetBytes(ids))),
        };
        data.FullProfiles.AddRange(profiles);
        return data;
    }

    public static HttpRequestMessage Request(string path, IMessage? payment, IMessage credentials, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Livepeer-Payment", Convert.ToBase64String(payment?.ToByteArray() ?? []));
        request.Headers.Add("Livepeer-Segment", Convert.ToBase64String(credentials.ToByteArray()));
        return request;
    }

    public Task<HttpResponseMessage> PostSegmentAsync(OrchestratorInfo info, uint[] nonces, long seq, byte[] segment, params VideoProfile[] profiles) =>
        Http.SendAsync(Request("/segment", Pay(info, nonces), Credentials(info, seq, segment, profiles), segment), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>A payment without work.</summary>
    public Task<HttpResponseMessage> PostPaymentAsync(OrchestratorInfo info, string manifest, params uint[] nonces) =>
        Http.SendAsync(Request("/payment", Pay(info, nonces), Credentials(manifest, info), []));

    public static async Task<PaymentResult> ReadPaymentAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {Encoding.UTF8.GetString(body)}");
        return PaymentResult.Parser.ParseFrom(body);
    }

    public static async Task<TranscodeResult> ReadResultAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {Encoding.UTF8.GetString(body)}");
        return TranscodeResult.Parser.ParseFrom(body);
    }

    public void Dispose()
    {
        _channel.Dispose();
        Http.Dispose();
    }

    /// <summary>Signs a text as the network signs everything.</summary>
    public byte[] SignText(string text) => _key.SignKeccak(Encoding.UTF8.GetBytes(text));

    public byte[] TicketHash(TicketParams terms, uint nonce) => Keccak.Hash(TicketParts(terms, nonce));

    private byte[] SignTicket(TicketParams terms, uint nonce) => _key.SignKeccak(TicketParts(terms, nonce));

    private byte[][] TicketParts(TicketParams terms, uint nonce) =>
    [
        terms.Recipient.ToByteArray(),
        _key.Address.ToBytes(),
        Word(new BigInteger(terms.FaceValue.Span, isUnsigned: true, isBigEndian: true)),
        Word(new BigInteger(terms.WinProb.Span, isUnsigned: true, isBigEndian: true)),
        Word(nonce),
        terms.RecipientRandHash.ToByteArray(),
        Word(terms.ExpirationParams.CreationRound),
        terms.ExpirationParams.CreationRoundBlockHash.ToByteArray(),
    ];

    private static byte[] Word(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var word = new byte[32];
        bytes.CopyTo(word, 32 - bytes.Length);
        return word;
    }
}
