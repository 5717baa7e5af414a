using System.CommandLine;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Limits;

namespace RemoteSigner.Cli.Tenants;

/// <summary>The limits as flags of a command.</summary>
internal sealed class LimitFlags
{
    private readonly (LimitOption Limit, Option<string[]> Flag)[] _flags =
    [
        .. LimitTable.All.Select(limit => (limit, new Option<string[]>(limit.Flag)
        {
            Description = limit.Help + (limit.IsList ? " Divided by commas, or the flag several times." : string.Empty) + $" '{LimitOption.None}' lifts the limit.",
            HelpName = limit.ValueName,
            Arity = ArgumentArity.OneOrMore,
        })),
    ];

    /// <summary>For the command.</summary>
    public IEnumerable<Option> All => _flags.Select(entry => entry.Flag);

    /// <summary>What the line changes of the limits.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="before">The limits as they are.</param>
    /// <param name="after">With what is given; what is not given stays.</param>
    /// <param name="problems">All that is wrong.</param>
    public bool TryApply(ParseResult line, TenantLimits before, out TenantLimits after, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        after = before;
        foreach (var (limit, flag) in _flags)
        {
            if (line.GetValue(flag) is not { Length: > 0 } values)
            {
                continue;
            }

            var text = string.Join(',', values);
            if (values.Length > 1 && !limit.IsList)
            {
                found.Add($"{limit.Flag} is given {values.Length} times.");
            }
            else if (!limit.TryApply(after, text, out after, out var problem))
            {
                found.Add($"{limit.Flag}: '{text}' is {problem}.");
            }
        }

        problems = found;
        return found.Count == 0;
    }
}
