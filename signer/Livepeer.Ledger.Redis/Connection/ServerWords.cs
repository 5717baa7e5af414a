using System.Net;
using System.Net.Sockets;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>What comes from servers, as it may stand in a message.</summary>
internal static class ServerWords
{
    private const int Longest = 160;

    /// <summary>Without control characters, and not long.</summary>
    public static string Shown(string text)
    {
        var clean = new string([.. text.Where(letter => !char.IsControl(letter)).Take(Longest)]);
        return clean.Length < Longest ? clean : clean + "…";
    }

    /// <summary>As operators write it.</summary>
    public static string Shown(EndPoint server) => server switch
    {
        DnsEndPoint name => $"{name.Host}:{name.Port}",
        UnixDomainSocketEndPoint socket => $"unix:{socket}",
        _ => server.ToString() ?? string.Empty,
    };

    /// <summary>Who is refused, and which options say who it is.</summary>
    /// <param name="user">Null for the default user.</param>
    /// <param name="hasPassword">Whether one was given.</param>
    public static string Refused(string? user, bool hasPassword) => (user, hasPassword) switch
    {
        (null, false) => $"wants a user or a password: give {SignerFlags.Password}, and {SignerFlags.User} where it is not for the default user",
        (null, true) => $"refuses the password of the default user: look at {SignerFlags.Password}, or give {SignerFlags.User}",
        (_, false) => $"wants the password of the user '{user}': give {SignerFlags.Password}",
        _ => $"refuses the user '{user}' or the password: look at {SignerFlags.User} and {SignerFlags.Password}",
    };
}
