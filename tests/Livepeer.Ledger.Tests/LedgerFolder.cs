namespace Livepeer.Ledger.Tests;

/// <summary>A folder of one test, gone afterwards.</summary>
internal sealed class LedgerFolder
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-");

    public string File => Path.Combine(_folder.FullName, "made", "ledger.db");

    public EmbeddedLedgerOptions Options => new() { Path = File, FirstEpoch = 0 };

    public void Delete() => _folder.Delete(recursive: true);
}
