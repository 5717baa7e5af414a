using System.ComponentModel.DataAnnotations;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Chain.Static;

/// <summary>The texts among the options as values.</summary>
internal sealed record StaticChainValues(SenderFunds Funds, Hash32 RoundBlockHash)
{
    private const int MaxBits = 256;

    /// <summary>Checks all options.</summary>
    /// <returns>Every problem; the values mean something only when there is none.</returns>
    public static IReadOnlyList<string> Read(StaticChainOptions options, out StaticChainValues values)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var problems = results.Select(result => $"{StaticChainOptions.Section}: {result.ErrorMessage}").ToList();

        var deposit = ReadWei(options.DepositWei, nameof(options.DepositWei), problems);
        var reserve = ReadWei(options.ReserveWei, nameof(options.ReserveWei), problems);
        if (!Hash32.TryParse(options.RoundBlockHash, out var hash))
        {
            problems.Add($"{StaticChainOptions.Section}: {nameof(options.RoundBlockHash)} is \"{options.RoundBlockHash}\"; it takes 64 hexadecimal digits, with or without 0x.");
        }

        values = new StaticChainValues(new SenderFunds(deposit, reserve, options.WithdrawRound), hash);
        return problems;
    }

    private static Wei ReadWei(string text, string name, List<string> problems)
    {
        if (Wei.TryParse(text, out var wei) && wei.Amount.GetBitLength() <= MaxBits)
        {
            return wei;
        }

        problems.Add($"{StaticChainOptions.Section}: {name} is \"{text}\"; it takes a whole number of wei in decimal digits, at most 2^256 - 1.");
        return Wei.Zero;
    }
}
