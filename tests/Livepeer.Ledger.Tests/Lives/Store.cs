using System.Text;

namespace Livepeer.Ledger.Tests.Lives;

/// <summary>One payment that was decided on: its nonce, and a name that no other decision has.</summary>
internal readonly record struct Plan(int Epoch, int Counter, int Id);

/// <summary>What a store holds: one nonce space, a few payments, the number of each writer's last commit. Generation 0: it was flushed.</summary>
internal sealed record Store(int Generation, int SpaceGeneration, int Used, Plan?[] Payments, int?[] Numbers)
{
    public Store With(int key, Plan plan, int life, int number)
    {
        var payments = (Plan?[])Payments.Clone();
        payments[key] = plan;
        return WithNumber(life, number) with { SpaceGeneration = Generation, Used = plan.Counter, Payments = payments };
    }

    public Store WithNumber(int life, int number)
    {
        var numbers = (int?[])Numbers.Clone();
        numbers[life] = number;
        return this with { Numbers = numbers };
    }

    /// <summary>Whether both hold the same.</summary>
    public bool IsLike(Store other) =>
        (Generation, SpaceGeneration, Used) == (other.Generation, other.SpaceGeneration, other.Used)
        && Payments.AsSpan().SequenceEqual(other.Payments)
        && Numbers.AsSpan().SequenceEqual(other.Numbers);

    public void Write(StringBuilder text, Func<int, int> renamed)
    {
        text.Append(Generation).Append(',').Append(SpaceGeneration).Append(',').Append(Used);
        foreach (var plan in Payments)
        {
            text.Append(',').Append(plan is { } known ? renamed(known.Id) : 0).Append('@').Append(plan?.Epoch).Append('.').Append(plan?.Counter);
        }

        foreach (var number in Numbers)
        {
            text.Append(',').Append(number ?? -1);
        }

        text.Append(';');
    }
}
