using System.CommandLine;
using System.Globalization;
using Livepeer.Audit;
using Livepeer.Audit.Verification;
using Livepeer.Crypto;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli.Audit;

/// <summary>
/// <c>remote-signer audit verify</c>: walks through the log, also while a signer writes it. Exit code 0: whole; 1: something is wrong with it; 2: it cannot be
/// read, or was asked for wrongly.
/// </summary>
internal static class VerifyCommand
{
    private const int Whole = 0;
    private const int Broken = 1;
    private const int Unreadable = 2;
    private const string NoAnchor = "none";

    public static Command Create()
    {
        var command = new Command("verify", "Finds changed, missing and reordered records, and wrong signatures. Exit code 1 when there are any, 2 when the log cannot be read or there is none.");
        var address = new Option<string>("--address") { Description = "Account that must have signed the checkpoints. Default: whoever signed the first one.", HelpName = "address" };
        var anchor = new Option<string>("--anchor") { Description = "A head that was written down earlier and must still be there, as this command prints it: number:hash. 'none' checks the end against nothing. Default: what the running signer has, or its ledger knows.", HelpName = "head" };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON, and no progress." };
        command.Options.Add(address);
        command.Options.Add(anchor);
        command.Options.Add(json);
        var flags = new OptionArguments(command, SignerTable.Table, [AuditRows.AuditDir, .. SignerControl.Rows, .. StoppedLedger.Rows]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, arguments, Environment.GetEnvironmentVariables());
            var folder = AuditRows.Folder(values);
            var endpoint = SignerControl.Endpoint(values);
            var stopped = StoppedLedger.Of(values);
            var problems = mistakes.Concat(values.Problems).ToList();
            var signer = Signer(line.GetValue(address), problems);
            var given = Given(line.GetValue(anchor), problems);
            var invocation = line.InvocationConfiguration;
            if (problems.Count == 0)
            {
                return await RunAsync(folder, signer, given, () => EndSearch.FindAsync(folder, endpoint, stopped, cancellationToken), line.GetValue(json), invocation, cancellationToken);
            }

            await invocation.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
            return Unreadable;
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string folder, EthAddress? signer, KnownEnd? given, Func<Task<KnownEnd>> findAsync, bool asJson, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        // Before the walk: what a signer writes meanwhile is behind it.
        var end = given ?? await findAsync();
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            var progress = new VerifyProgress(asJson ? TextWriter.Null : invocation.Error, isTerminal: !asJson && !Console.IsErrorRedirected && ReferenceEquals(invocation.Error, Console.Error));
            var found = AuditVerifier.Run(
                folder, new AuditVerificationOptions { Signer = signer, Anchors = end.Anchor is { } anchor ? [anchor] : [] }, progress.Tell, cancellationToken);
            progress.End();
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            await invocation.Output.WriteAsync(asJson ? VerifyText.Json(found, end, elapsed) : VerifyText.Plain(found, end, elapsed));
            return found.IsWhole ? Whole : Broken;
        }
        catch (AuditFolderException failure)
        {
            await invocation.Error.WriteLineAsync(string.Join(Environment.NewLine, [failure.Message, .. end.Notes]));
            return Unreadable;
        }
    }

    private static EthAddress? Signer(string? text, List<string> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (!EthAddress.TryParse(text, out var address))
        {
            problems.Add($"--address: '{text}' is no address of 40 hexadecimal digits.");
        }

        return address;
    }

    /// <returns>Null when the end is to be found out.</returns>
    private static KnownEnd? Given(string? text, List<string> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (text == NoAnchor)
        {
            return KnownEnd.Nobody("none was wanted.");
        }

        var parts = text.Split(':', 2);
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && Hash32.TryParse(parts[1], out var hash))
        {
            return new KnownEnd(new AuditAnchor(new AuditHead(sequence, hash), AnchorSource.Given), string.Empty, []);
        }

        problems.Add($"--anchor: '{text}' is no head like 1234:0x and 64 digits, and not none.");
        return null;
    }
}
