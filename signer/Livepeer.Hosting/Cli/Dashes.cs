namespace Livepeer.Hosting.Cli;

/// <summary>go-livepeer's flags are written with one dash; one and two mean the same here.</summary>
public static class Dashes
{
    /// <summary>Doubles the single dash of long names: <c>-maxTicketEV=1</c> becomes <c>--maxTicketEV=1</c>. <c>-h</c> and negative numbers stay.</summary>
    public static string[] Normalize(IEnumerable<string> arguments) =>
        [.. arguments.Select(argument => argument.Length > 2 && argument[0] == '-' && char.IsAsciiLetter(argument[1]) ? "-" + argument : argument)];
}
