using Drills.Faults;

namespace Drills.Tests;

/// <summary>A test that needs libfaketime. Without it the test is skipped and counted as such; in CI it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FakeTimeFactAttribute : FactAttribute
{
    public FakeTimeFactAttribute()
    {
        if (new JumpClock().Missing() is { } reason && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"{reason}; ./test installs it where it can";
        }
    }
}
