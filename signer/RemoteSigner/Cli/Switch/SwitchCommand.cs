using System.CommandLine;
using System.Text.Json;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using RemoteSigner.Api.Control;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli.Switch;

/// <summary><c>remote-signer halt</c> and <c>resume</c>: the kill switch, of the running program, or in its ledger when it is down.</summary>
internal static class SwitchCommand
{
    private const string Program = "remote-signer";

    /// <summary>Stops all signing.</summary>
    public static Command Halt()
    {
        var reason = new Option<string>("--reason") { Description = HaltReason.Rule, HelpName = "text", DefaultValueFactory = _ => HaltReason.Standard };
        return Create(
            "halt",
            "Stops all signing at once: every payment is refused until 'resume', also after a restart.",
            "/halt",
            reason,
            line => HaltReason.IsValid(line.GetValue(reason)!) ? null : $"--reason: {HaltReason.Rule}",
            line => JsonContent.Create(new HaltRequestJson(line.GetValue(reason)), ControlJsonContext.Default.HaltRequestJson),
            (line, signing, cancellationToken) => signing.HaltAsync(line.GetValue(reason)!, cancellationToken));
    }

    /// <summary>Lets signing go on.</summary>
    public static Command Resume() => Create(
        "resume", "Lets signing go on after 'halt'.", "/resume", flag: null, static _ => null, static _ => null, static (_, signing, cancellationToken) => signing.ResumeAsync(cancellationToken));

    private static Command Create(
        string name,
        string description,
        string path,
        Option? flag,
        Func<ParseResult, string?> problemOf,
        Func<ParseResult, HttpContent?> bodyOf,
        Func<ParseResult, ISigningSwitch, CancellationToken, ValueTask> change)
    {
        var command = new Command(name, description);
        var json = new Option<bool>("--json") { Description = "Answers in JSON." };
        foreach (var option in flag is null ? [json] : new[] { flag, json })
        {
            command.Options.Add(option);
        }

        var flags = new OptionArguments(command, SignerTable.Table, [.. SignerControl.Rows, .. StoppedLedger.Rows]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, arguments, Environment.GetEnvironmentVariables());
            var endpoint = SignerControl.Endpoint(values);
            var stopped = StoppedLedger.Of(values);
            string[] problems = [.. mistakes, .. values.Problems, .. problemOf(line) is { } problem ? [problem] : Array.Empty<string>()];
            if (problems.Length > 0)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
                return 1;
            }

            using var body = bodyOf(line);
            var outcome = await ControlClient.AskAsync(Program, endpoint, HttpMethod.Post, path, body, cancellationToken) switch
            {
                ControlAnswer.Said { IsSuccess: true } said => JsonSerializer.Deserialize(said.Text, ControlJsonContext.Default.SwitchJson),
                ControlAnswer.Said said => await RefusedAsync(said, line.InvocationConfiguration),
                var nobody => await ChangeStoppedAsync(stopped, nobody, (signing, cancellation) => change(line, signing, cancellation), line.InvocationConfiguration, cancellationToken),
            };
            return outcome is null ? 1 : await SayAsync(outcome, line.GetValue(json), line.InvocationConfiguration);
        });
        return command;
    }

    private static async Task<SwitchJson?> RefusedAsync(ControlAnswer answer, InvocationConfiguration invocation)
    {
        await RunningProgramCommand.FailAsync(Program, answer, invocation);
        return null;
    }

    /// <summary>With the program down its ledger can be opened; with the program up a file is refused, so that nothing is changed behind its back.</summary>
    private static async Task<SwitchJson?> ChangeStoppedAsync(
        StoppedLedger stopped, ControlAnswer nobody, Func<ISigningSwitch, CancellationToken, ValueTask> change, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        await RunningProgramCommand.FailAsync(Program, nobody, invocation);
        await using var ledger = await stopped.OpenAsync(invocation, cancellationToken);
        if (ledger is null)
        {
            return null;
        }

        try
        {
            await change(ledger, cancellationToken);
            await invocation.Error.WriteLineAsync(
                stopped.Redis is null ? $"Changed in {stopped.Place}: it holds from the next start on." : $"Changed in {stopped.Place}: it holds for every signer on it at once.");
            return SwitchJson.Of(await ((ISigningSwitch)ledger).ReadAsync(cancellationToken));
        }
        catch (LedgerUnavailableException failure)
        {
            await invocation.Error.WriteLineAsync($"Its ledger cannot be changed either: {failure.Message}");
            return null;
        }
    }

    private static async Task<int> SayAsync(SwitchJson outcome, bool json, InvocationConfiguration invocation)
    {
        await invocation.Output.WriteLineAsync(
            json ? JsonSerializer.Serialize(outcome, ControlJsonContext.Default.SwitchJson)
            : outcome.Halted ? $"All signing is stopped since {outcome.Since:u}: {outcome.Reason}"
            : "Signing goes on.");
        if (outcome.NotDurable is not { } problem)
        {
            return 0;
        }

        await invocation.Error.WriteLineAsync($"{problem} Repeat 'remote-signer halt' when the ledger can be written, or stop the program: a restart forgets this.");
        return 1;
    }
}
