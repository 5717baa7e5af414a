using System.Globalization;
using System.Net;

namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>What an operator has to change when there is no connection to a ledger in Redis.</summary>
internal sealed class Diagnosis(RedisLedgerOptions options, ServerTrust? trust)
{
    private readonly ServerInquiry _inquiry = new(options, trust);

    /// <summary>What the client would take without a word: servers that shall be Sentinels and are not.</summary>
    /// <returns>Null when there is no such server.</returns>
    public async Task<string?> NoSentinelAsync(CancellationToken cancellationToken) => options.SentinelService is null
        ? null
        : await EachAsync(async server => await _inquiry.LookAtSentinelAsync(server, cancellationToken) is { IsSentinel: false } ? NoSentinel : null);

    /// <summary>Why there is no connection to a primary.</summary>
    /// <returns>Null when nothing is wrong with any server.</returns>
    public Task<string?> WhyAwayAsync(CancellationToken cancellationToken) => EachAsync(server => options.SentinelService is { } name
        ? WhySentinelAsync(server, name, cancellationToken)
        : WhyAsync(server, cancellationToken));

    private static string NoSentinel => $"is no Sentinel: leave {SignerFlags.Sentinel} away, or name the Sentinels in {SignerFlags.Addr}";

    private async Task<string?> WhyAsync(EndPoint server, CancellationToken cancellationToken)
    {
        var seen = await _inquiry.LookAsync(server, cancellationToken);
        return seen switch
        {
            { Problem: { } problem } => problem,
            { IsSentinel: true } => $"is a Sentinel: give {SignerFlags.Sentinel} {(seen.Watched.FirstOrDefault() is { } name ? ServerWords.Shown(name) : "and the primary's name")}",
            _ when seen.Report.GetValueOrDefault("role") == "slave" =>
                $"is a replica of {ServerWords.Shown($"{seen.Report.GetValueOrDefault("master_host")}:{seen.Report.GetValueOrDefault("master_port")}")}: "
                + $"give the primary, or Sentinels with {SignerFlags.Sentinel}",
            _ when seen.Report.GetValueOrDefault("loading") == "1" => "is still reading its data from disk",
            _ => null,
        };
    }

    private async Task<string?> WhySentinelAsync(EndPoint server, string name, CancellationToken cancellationToken)
    {
        var seen = await _inquiry.LookAtSentinelAsync(server, cancellationToken);
        return seen switch
        {
            { Problem: { } problem } => problem,
            { IsSentinel: false } => NoSentinel,
            { Primary: { Kind: '*', Parts: [var host, var port] } } => await WhyPrimaryAsync(name, host.Text, port.Text, cancellationToken),
            { Primary.Kind: '-' } => $"says: {ServerWords.Shown(seen.Primary.Text)}",
            { Primary: not null } => $"is a Sentinel that does not know '{name}'" + (seen.Watched.ToArray() is { Length: > 0 } known ? $", but {ServerWords.Shown(string.Join(", ", known))}" : string.Empty),
            _ => null,
        };
    }

    private async Task<string?> WhyPrimaryAsync(string name, string host, string port, CancellationToken cancellationToken)
    {
        var shown = ServerWords.Shown(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"));
        return RedisLedgerOptions.TryParseServer(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}", out var primary)
            ? await WhyAsync(primary!, cancellationToken) is { } problem ? $"names {shown} as the primary of '{name}', which {problem}" : null
            : $"names {shown} as the primary of '{name}'";
    }

    private async Task<string?> EachAsync(Func<EndPoint, Task<string?>> look)
    {
        var found = await Task.WhenAll(options.Servers.Select(async text =>
            RedisLedgerOptions.TryParseServer(text, out var server) && await look(server!) is { } problem ? $"{text} {problem}" : null));
        var told = found.OfType<string>().ToArray();
        return told.Length == 0 ? null : string.Join("; ", told);
    }
}
