using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using NetPayment = Livepeer.Protos.Net.Payment;

namespace RemoteSigner.Tests.Processes;

/// <summary>The ledger is backed up while the program pays, and the copy is put in its place later.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly SignerFolder _folder = new();
    private readonly List<string> _headers = [];

    private string Copy => Path.Combine(_folder.Path, "backup.db");

    private string LedgerFile => Path.Combine(_folder.Path, "ledger.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restored_AfterMorePayments_KnowsThemFromTheAuditLogAndAsksForARefresh()
    {
        await using (var signer = await SignerProcess.StartAsync(_folder))
        {
            await PayAsync(signer, "known-1");
            await PayAsync(signer, "known-2");
            var (code, output, error) = await BackUpAsync(signer, Copy);
            Assert.Equal((0, string.Empty), (code, error));
            Assert.StartsWith($"{Copy}: ", output, StringComparison.Ordinal);
            await PayAsync(signer, "lost-1");
            await PayAsync(signer, "lost-2");
            await signer.TerminateAsync();
        }

        Restore();

        await using var restored = await SignerProcess.StartAsync(_folder);
        var known = await restored.Payments.CreatePaymentAsync(Request("known-1", "params"), As());
        var lost = await restored.Payments.CreatePaymentAsync(Request("lost-1", "params"), As());
        var next = await Assert.ThrowsAsync<RpcException>(async () => await PayAsync(restored, "new"));
        await PayAsync(restored, "new", "refreshed");

        Assert.Equal((true, _headers[0]), (known.Replayed, known.PaymentHeader));
        Assert.Equal((true, _headers[2]), (lost.Replayed, lost.PaymentHeader));
        Assert.Equal("nonce_space_closed", RunningSigner.RefusalOf(next).Code);
        var tickets = _headers.SelectMany(Tickets).ToArray();
        Assert.Equal(5, _headers.Count);
        Assert.Equal(tickets.Length, tickets.Distinct().Count());
    }

    [Fact]
    public async Task Restored_OverAndOver_ReusesNoNonceOfItsOwnLives()
    {
        await using (var signer = await SignerProcess.StartAsync(_folder))
        {
            Assert.Equal(0, (await BackUpAsync(signer, Copy)).Code);
            await signer.TerminateAsync();
        }

        // Neither the copy nor the audit log, which is lost as well, knows of these ticket parameters, so every life pays under them anew: only its epoch tells it
        // from the others.
        for (var life = 0; life < 3; life++)
        {
            Restore();
            Directory.Delete(_folder.InFolder("audit"), recursive: true);
            await using var signer = await SignerProcess.StartAsync(_folder);
            await PayAsync(signer, "order");
            await signer.KillAsync();
        }

        var tickets = _headers.SelectMany(Tickets).ToArray();
        Assert.Equal(tickets.Length, tickets.Distinct().Count());
    }

    [Fact]
    public async Task Backup_OfALedgerThatIsDown_IsMadeFromItsFile()
    {
        await using (var signer = await SignerProcess.StartAsync(_folder))
        {
            await PayAsync(signer, "a");
            await signer.TerminateAsync();
        }

        var (code, output, error) = await CommandLine.RunAsync("backup", Copy, "--json", "--cliAddr", "127.0.0.1:1", "--dataDir", _folder.Path);

        Assert.Equal((0, true), (code, File.Exists(Copy)));
        Assert.Contains("\"generation\"", output, StringComparison.Ordinal);
        Assert.Contains("No remote-signer answers", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_FileExists_IsRefusedAndLeftAlone()
    {
        await File.WriteAllTextAsync(Copy, "precious");
        await using var signer = await SignerProcess.StartAsync(_folder);

        var (code, _, error) = await BackUpAsync(signer, Copy);

        Assert.Equal((1, "precious"), (code, await File.ReadAllTextAsync(Copy)));
        Assert.Contains("exists", error, StringComparison.Ordinal);
    }

    private static IEnumerable<(ByteString, uint)> Tickets(string header)
    {
        var payment = NetPayment.Parser.ParseFrom(Convert.FromBase64String(header));
        return payment.TicketSenderParams.Select(ticket => (payment.TicketParams.RecipientRandHash, ticket.SenderNonce));
    }

    // Every payment is of the size of a ticket, so that each makes one.
    private static CreatePaymentRequest Request(string key, string offer) => Requests.Ai(key, Requests.Orchestrator(offer), units: 20_000_000);

    private async Task PayAsync(SignerProcess signer, string key, string offer = "params")
    {
        var answer = await signer.Payments.CreatePaymentAsync(Request(key, offer), As());
        Assert.NotEmpty(Tickets(answer.PaymentHeader));
        _headers.Add(answer.PaymentHeader);
    }

    private Task<(int Code, string Output, string Error)> BackUpAsync(SignerProcess signer, string file) => CommandLine.RunAsync(
        "backup", file, "--cliAddr", signer.Control.Authority, "--dataDir", _folder.Path);

    private void Restore()
    {
        File.Delete(LedgerFile + "-wal");
        File.Copy(Copy, LedgerFile, overwrite: true);
    }

    private Metadata As() => new() { { "authorization", "Bearer " + _folder.Token } };
}
