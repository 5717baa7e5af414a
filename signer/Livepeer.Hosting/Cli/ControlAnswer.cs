using System.Net;

namespace Livepeer.Hosting.Cli;

/// <summary>What came of asking a running program over its control port.</summary>
public abstract record ControlAnswer
{
    private ControlAnswer()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Status">Of HTTP.</param>
    /// <param name="Text">The body.</param>
    public sealed record Said(HttpStatusCode Status, string Text) : ControlAnswer
    {
        /// <summary>Whether it did what it was asked.</summary>
        public bool IsSuccess => (int)Status is >= 200 and < 300;
    }

    /// <summary>Nothing listens there.</summary>
    /// <param name="Message">Says so.</param>
    public sealed record Nobody(string Message) : ControlAnswer;

    /// <summary>It could not be asked, or gave no answer.</summary>
    /// <param name="Message">Says why and what to do.</param>
    public sealed record Failed(string Message) : ControlAnswer;
}
