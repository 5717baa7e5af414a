namespace Livepeer.Hosting.Program;

/// <summary>A program cannot start. The message lists every reason and what to do about it, without secrets.</summary>
public sealed class StartupException : Exception
{
    /// <summary>Names every reason.</summary>
    public StartupException(IReadOnlyList<string> reasons, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, (reasons ?? throw new ArgumentNullException(nameof(reasons))).Select(reason => "  - " + reason)), innerException)
    {
        Reasons = reasons;
    }

    /// <summary>All that stands in the way.</summary>
    public IReadOnlyList<string> Reasons { get; }
}
