using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants.Limits;

/// <summary>One limit of a tenant: a flag of the tenants' commands and a member of the tenant file, by the same name and in the same text form.</summary>
internal abstract class LimitOption
{
    /// <summary>Lifts the limit, in commands.</summary>
    public const string None = "none";

    /// <summary>The name without dashes.</summary>
    public required string Name { get; init; }

    /// <summary>What stands for the value in help.</summary>
    public required string ValueName { get; init; }

    /// <summary>Meaning in one or two sentences.</summary>
    public required string Help { get; init; }

    /// <summary>The flag with its dashes.</summary>
    public string Flag => "--" + Name;

    /// <summary>Whether several values, divided by commas, are one limit.</summary>
    public bool IsList { get; init; }

    /// <summary>Sets the limit by its text.</summary>
    /// <param name="before">All limits.</param>
    /// <param name="text">The value; <see cref="None"/> lifts the limit.</param>
    /// <param name="after">With the new value.</param>
    /// <param name="problem">What was expected, to stand behind "'text' is ...".</param>
    public abstract bool TryApply(TenantLimits before, string text, out TenantLimits after, out string problem);

    /// <summary>The exact value as text; null when there is no limit.</summary>
    public abstract string? Text(TenantLimits limits);

    /// <summary>The value as people like to read it.</summary>
    public abstract string? Shown(TenantLimits limits);
}

/// <summary>A limit that is a <typeparamref name="T"/>.</summary>
internal sealed class LimitOption<T> : LimitOption
{
    /// <summary>Reads the text.</summary>
    public required OptionParser<T> Parse { get; init; }

    /// <summary>The exact text of a value; null for a value that is no limit.</summary>
    public required Func<T, string?> Write { get; init; }

    /// <summary>The text for people; <see cref="Write"/> when there is none.</summary>
    public Func<T, string>? Show { get; init; }

    /// <summary>The value among all limits.</summary>
    public required Func<TenantLimits, T> Get { get; init; }

    /// <summary>All limits with another value.</summary>
    public required Func<TenantLimits, T, TenantLimits> Set { get; init; }

    public override bool TryApply(TenantLimits before, string text, out TenantLimits after, out string problem)
    {
        after = before;
        problem = string.Empty;
        if (text == None)
        {
            after = Set(before, Get(TenantLimits.None));
            return true;
        }

        if (!Parse(text, out var value, out problem))
        {
            return false;
        }

        after = Set(before, value);
        return true;
    }

    public override string? Text(TenantLimits limits) => Write(Get(limits));

    public override string? Shown(TenantLimits limits) => Show is not null && Text(limits) is not null ? Show(Get(limits)) : Text(limits);
}
