using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Conformance.Running;
using DevOrchestrator.Crypto;

namespace Conformance.Cli;

/// <summary><c>conformance URL</c>: tries every behaviour against one signer and says what held.</summary>
internal static class ConformanceCommandLine
{
    private static readonly Argument<Uri> Url = new("url")
    {
        Description = "Base URL of the signer, for example http://127.0.0.1:8936.",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : Fail<Uri>(result, "expected an http or https URL"),
    };

    private static readonly Option<long?> L1Block = new("--l1-block")
    {
        Description = "L1 block that the signer sees now. Without it the offers expire far ahead, which a careful signer refuses.",
    };

    private static readonly Option<string[]> Headers = new("--header")
    {
        Description = "Header for every request, for example \"Authorization: Bearer TOKEN\"; may be repeated.",
    };

    private static readonly Option<EthAddress?> Recipient = new("--recipient")
    {
        Description = "Ticket recipient that the signer pays, where it does not pay anybody.",
        CustomParser = result => EthAddress.TryParse(result.Tokens[0].Value, out var address) ? address : Fail<EthAddress?>(result, "expected an address"),
    };

    private static readonly Option<string> MaxTicketEv = new("--max-ticket-ev") { Description = "The signer's -maxTicketEV in wei, a whole number.", DefaultValueFactory = _ => "3000000000000" };

    private static readonly Option<string> MaxTotalEv = new("--max-total-ev") { Description = "The signer's -maxTotalEV in wei, a whole number.", DefaultValueFactory = _ => "20000000000000" };

    private static readonly Option<bool> Strict = new("--strict-remote-signer")
    {
        Description = "Also tries what a signer with its own books does and go-livepeer's of v0.9.1 does not.",
    };

    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Takes any TLS certificate." };

    private static readonly Option<string?> Only = new("--only") { Description = "Tries only behaviours whose names have this text in them." };

    public static Task<int> InvokeAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Checks the HTTP API of a remote signer, behaviour by behaviour. Its tickets are worth next to nothing and cannot be redeemed.")
        {
            Url, L1Block, Headers, Recipient, MaxTicketEv, MaxTotalEv, Strict, Insecure, Only,
        };
        root.SetAction((parsed, token) => ConformanceRun.RunAsync(SettingsOf(parsed), output, token));
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, cancellationToken);
    }

    private static RunSettings SettingsOf(ParseResult parsed) => new(
        parsed.GetRequiredValue(Url),
        parsed.GetValue(Headers) ?? [],
        new TrialSettings
        {
            L1Block = parsed.GetValue(L1Block),
            Recipient = parsed.GetValue(Recipient),
            MaxTicketEv = BigInteger.Parse(parsed.GetRequiredValue(MaxTicketEv), NumberStyles.None, CultureInfo.InvariantCulture),
            MaxTotalEv = BigInteger.Parse(parsed.GetRequiredValue(MaxTotalEv), NumberStyles.None, CultureInfo.InvariantCulture),
        },
        parsed.GetValue(Strict),
        parsed.GetValue(Insecure),
        parsed.GetValue(Only) ?? string.Empty);

    private static T Fail<T>(System.CommandLine.Parsing.ArgumentResult result, string expected)
    {
        result.AddError($"{result.Tokens[0].Value}: {expected}.");
        return default!;
    }
}
