using Livepeer.Ledger.Files;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Tickets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>Files of older versions are taken over with all they know.</summary>
public sealed class MigrationTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static readonly string[] Rows =
    [
        "INSERT INTO ledger (one, schema_version, ledger_id, epoch, commits, clock) VALUES (1, 1, x'000102030405060708090a0b0c0d0e0f', 77, 5, $now)",
        """
        INSERT INTO nonces (sender, recipient_rand_hash, epoch, used, retain_until, sweep_minute) VALUES
            (x'1111111111111111111111111111111111111111', x'0101010101010101010101010101010101010101010101010101010101010101', 77, 8, $later, $laterMinute),
            (x'1111111111111111111111111111111111111111', x'0202020202020202020202020202020202020202020202020202020202020202', 76, 9, $later, $laterMinute)
        """,
    ];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OlderFile_SpacesOfItsEpoch_StayOpenAndOthersStayClosed(int version)
    {
        Make(version);
        await using var ledger = EmbeddedLedger.Open(_folder.Options, _time);

        var open = await new Order("a").LookAsync(ledger);
        var closed = await (new Order("a") { RandHash = Order.Hash(2) }).LookAsync(ledger);

        Assert.Equal((77L, 77L, 8), (open.Generation, open.Nonces!.Generation, open.Nonces.Used));
        Assert.Equal((77L, 76L, 9), (closed.Generation, closed.Nonces!.Generation, closed.Nonces.Used));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OlderFile_ItsEpoch_IsTaken(int version)
    {
        Make(version);
        await using var ledger = EmbeddedLedger.Open(_folder.Options, _time);

        var plan = await new Order("a").PayAsync(ledger);

        Assert.NotEqual(77u, plan.FirstNonce >> SenderNonce.CounterBits);
        Assert.Equal(9u, plan.FirstNonce & SenderNonce.MaxCounter);
        Assert.Contains(77u, await ledger.ReadAsync((file, _) => file.Epochs.List(), CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task OlderFile_KeepsItsNameAndWritesTheNewVersion(int version)
    {
        Make(version);
        await using var ledger = EmbeddedLedger.Open(_folder.Options, _time);
        await UsageLogTests.PayAsync(ledger, "a", "acme");

        Assert.Equal("000102030405060708090a0b0c0d0e0f", ledger.LedgerId);
        Assert.Equal(32, ledger.SealKey.Length);
        Assert.Single(await ledger.ReadEventsAsync(0, 10, CancellationToken.None));
        Assert.Equal(Schema.Version, await ledger.ReadAsync((file, _) => VersionOf(file.Connection), CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task OlderFile_EndsOfAuditLogs_AreUnknownUntilTheyAreNotedDown(int version)
    {
        Make(version);
        await using var ledger = EmbeddedLedger.Open(_folder.Options, _time);
        Assert.Empty(await ledger.ReadAnchorsAsync(CancellationToken.None));
        var anchor = new LogAnchor("00112233445566aa", 5, Order.Hash(1), _time.GetUtcNow());

        await ledger.AnchorAsync(anchor, null, CancellationToken.None);

        Assert.Equal([anchor], await ledger.ReadAnchorsAsync(CancellationToken.None));
    }

    private static long VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT schema_version FROM ledger";
        return (long)command.ExecuteScalar()!;
    }

    private void Make(int version)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        var later = _time.GetUtcNow().AddHours(3);
        command.Parameters.AddWithValue("$now", _time.GetUtcNow().UtcTicks);
        command.Parameters.AddWithValue("$later", later.UtcTicks);
        command.Parameters.AddWithValue("$laterMinute", SweepMinute.After(later));
#pragma warning disable CA2100 // scripts of released versions and constants of this test
        command.CommandText = Schema.Steps[0] + string.Join(';', Rows) + ';'
            + string.Concat(Schema.Steps.Skip(1).Take(version - 1)) + $"UPDATE ledger SET schema_version = {version}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
