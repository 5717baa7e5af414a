using Livepeer.Audit.Files;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Support;

/// <summary>A folder for one log, gone afterwards, with a key and a desk that makes real payments.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly PrivateKey _key = Some.Key();

    public LogFolder() => Custodian = new InMemoryCustodian(_key);

    public string Path { get; } = Directory.CreateTempSubdirectory("audit-").FullName;

    public FakeTimeProvider Clock { get; } = new(Some.Now);

    public InMemoryCustodian Custodian { get; }

    public AuditLogOptions Options => new() { Folder = Path, Version = "1.2.3" };

    public IReadOnlyList<string> Files => [.. AuditFileNames.In(Path).Select(file => file.Path)];

    public IReadOnlyList<string> Lines => [.. Files.SelectMany(File.ReadAllLines)];

    public FileAuditLog Open(Func<AuditLogOptions, AuditLogOptions>? change = null, IAuditDisk? disk = null) =>
        FileAuditLog.Open(change?.Invoke(Options) ?? Options, Custodian, known: null, disk ?? new AuditDisk(), Clock);

    /// <summary>Entries of real payments, as a desk makes them.</summary>
    public async Task<IReadOnlyList<AuditEntry.Payment>> PaymentsAsync(int count, string prefix = "payment")
    {
        var recording = new RecordingAuditLog();
        var desk = Desk(recording);
        for (var i = 0; i < count; i++)
        {
            Assert.IsType<PaymentResult.Paid>(await desk.PayAsync(Order($"{prefix}-{i}", i), CancellationToken.None));
        }

        return [.. recording.Entries.Cast<AuditEntry.Payment>()];
    }

    public PaymentDesk Desk(IAuditLog audit)
    {
        var ledger = new RecordingLedger(Clock);
        return new PaymentDesk(Custodian, ledger, ledger, audit, new FixedChainView(Some.Chain()), PaymentPolicy.Default, Clock);
    }

    public static PaymentOrder Order(string key, int index = 0) =>
        Some.Order(key) with { Offer = Some.Offer($"params-{index}"), PaymentSessionId = $"session-{index}", Job = Some.Segment(index), RequestId = $"request-{index}" };

    public static string TypeOf(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("type").GetString()!;
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
