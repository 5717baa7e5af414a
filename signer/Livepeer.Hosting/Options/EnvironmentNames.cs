using System.Text;

namespace Livepeer.Hosting.Options;

/// <summary>Names of environment variables: the program and the option in capitals, words divided by underscores.</summary>
internal static class EnvironmentNames
{
    /// <summary><c>remote-signer</c> gives <c>REMOTE_SIGNER_</c>.</summary>
    public static string Prefix(string program) => program.Replace('-', '_').ToUpperInvariant() + "_";

    /// <summary><c>maxTicketEV</c> gives <c>MAX_TICKET_EV</c> behind the prefix.</summary>
    public static string Of(string prefix, string option)
    {
        var name = new StringBuilder(prefix);
        for (var i = 0; i < option.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(option[i]) && char.IsAsciiLetterLower(option[i - 1]))
            {
                name.Append('_');
            }

            name.Append(option[i] == '-' ? '_' : char.ToUpperInvariant(option[i]));
        }

        return name.ToString();
    }

    /// <summary>
    /// Kubernetes puts the addresses of a service that is called like the program into the environment of every pod, under our prefix;
    /// they are no options of ours.
    /// </summary>
    public static bool IsServiceLink(string prefix, string variable) =>
        variable.StartsWith(prefix + "SERVICE_", StringComparison.Ordinal)
        || variable == prefix + "PORT"
        || variable.StartsWith(prefix + "PORT_", StringComparison.Ordinal);
}
