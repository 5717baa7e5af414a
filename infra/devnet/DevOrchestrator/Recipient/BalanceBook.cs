using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>Credit and fixed price per (sender, manifest). Source: go-livepeer core/accounting.go.</summary>
/// <remarks>Not thread-safe: its owner locks.</remarks>
internal sealed class BalanceBook
{
    /// <summary>Accounts that nobody touched for so long are dropped.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly Dictionary<EthAddress, Dictionary<string, Account>> _senders = [];

    /// <summary>A sender counts as known from its first credit, or from the first time its balance was read after an accepted payment.</summary>
    public void Know(EthAddress sender) => _senders.TryAdd(sender, new Dictionary<string, Account>(StringComparer.Ordinal));

    /// <summary>Wei; null without an account.</summary>
    public Rational? Balance(EthAddress sender, string manifest) => Find(sender, manifest)?.Balance;

    /// <summary>Wei per unit; null while the price is not fixed.</summary>
    public Rational? FixedPrice(EthAddress sender, string manifest) => Find(sender, manifest)?.FixedPrice;

    /// <summary>Fixes the price once, and only for a known sender.</summary>
    public void FixPrice(EthAddress sender, string manifest, Rational price, DateTimeOffset now)
    {
        if (!_senders.ContainsKey(sender))
        {
            return;
        }

        var account = Touch(sender, manifest, now);
        account.FixedPrice ??= price;
    }

    public void Credit(EthAddress sender, string manifest, Rational amount, DateTimeOffset now) => Touch(sender, manifest, now).Balance += amount;

    public void Debit(EthAddress sender, string manifest, Rational amount, DateTimeOffset now) => Touch(sender, manifest, now).Balance -= amount;

    public void DropIdle(DateTimeOffset now)
    {
        foreach (var accounts in _senders.Values)
        {
            foreach (var manifest in accounts.Where(entry => now - entry.Value.LastUse > IdleLimit).Select(entry => entry.Key).ToArray())
            {
                accounts.Remove(manifest);
            }
        }
    }

    private Account? Find(EthAddress sender, string manifest) =>
        _senders.TryGetValue(sender, out var accounts) && accounts.TryGetValue(manifest, out var account) ? account : null;

    private Account Touch(EthAddress sender, string manifest, DateTimeOffset now)
    {
        Know(sender);
        if (!_senders[sender].TryGetValue(manifest, out var account))
        {
            _senders[sender][manifest] = account = new Account();
        }

        account.LastUse = now;
        return account;
    }

    private sealed class Account
    {
        public Rational Balance { get; set; }

        public Rational? FixedPrice { get; set; }

        public DateTimeOffset LastUse { get; set; }
    }
}
