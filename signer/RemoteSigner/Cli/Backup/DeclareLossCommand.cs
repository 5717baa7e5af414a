using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using RemoteSigner.Api.Control;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli.Backup;

/// <summary><c>remote-signer declare-loss</c>: the ledger's store was put back by other means than a backup of ours.</summary>
internal static class DeclareLossCommand
{
    private const string Program = "remote-signer";

    public static Command Create()
    {
        var reason = new Option<string>("--reason") { Description = LossReason.Rule, HelpName = "text", DefaultValueFactory = _ => LossReason.Standard };
        var json = new Option<bool>("--json") { Description = "Answers in JSON." };
        var command = new Command("declare-loss", "Says that the ledger may lack payments, after its disk or its Redis was restored: ticket parameters used before are answered 'refresh'.") { reason, json };
        var flags = new OptionArguments(command, SignerTable.Table, [.. SignerControl.Rows, .. StoppedLedger.Rows]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, arguments, Environment.GetEnvironmentVariables());
            var endpoint = SignerControl.Endpoint(values);
            var stopped = StoppedLedger.Of(values);
            var text = line.GetValue(reason)!;
            string[] problems = [.. mistakes, .. values.Problems, .. LossReason.IsValid(text) ? Array.Empty<string>() : [$"--reason: {LossReason.Rule}"]];
            var invocation = line.InvocationConfiguration;
            if (problems.Length > 0)
            {
                await invocation.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
                return 1;
            }

            using var body = JsonContent.Create(new LossRequestJson(text), ControlJsonContext.Default.LossRequestJson);
            var outcome = await ControlClient.AskAsync(Program, endpoint, HttpMethod.Post, "/declare-loss", body, cancellationToken) switch
            {
                ControlAnswer.Said { IsSuccess: true } said => JsonSerializer.Deserialize(said.Text, ControlJsonContext.Default.GenerationJson),
                ControlAnswer.Said said => await RefusedAsync(said, invocation),
                var nobody => await ChangeStoreAsync(stopped, text, nobody, invocation, cancellationToken),
            };
            return outcome is null ? 1 : await SayAsync(outcome, line.GetValue(json), invocation);
        });
        return command;
    }

    private static async Task<GenerationJson?> RefusedAsync(ControlAnswer answer, InvocationConfiguration invocation)
    {
        await RunningProgramCommand.FailAsync(Program, answer, invocation);
        return null;
    }

    private static async Task<GenerationJson?> ChangeStoreAsync(
        StoppedLedger stopped, string reason, ControlAnswer nobody, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        await RunningProgramCommand.FailAsync(Program, nobody, invocation);
        await using var ledger = await stopped.OpenAsync(invocation, cancellationToken);
        if (ledger is null)
        {
            return null;
        }

        try
        {
            return GenerationJson.Of(await ledger.BeginGenerationAsync(reason, cancellationToken));
        }
        catch (LedgerUnavailableException failure)
        {
            await invocation.Error.WriteLineAsync($"Nothing is known to have changed: {failure.Message}");
            return null;
        }
    }

    private static async Task<int> SayAsync(GenerationJson outcome, bool json, InvocationConfiguration invocation)
    {
        await invocation.Output.WriteLineAsync(
            json ? JsonSerializer.Serialize(outcome, ControlJsonContext.Default.GenerationJson)
            : string.Create(CultureInfo.InvariantCulture, $"Generation {outcome.Generation} of the ledger began at {outcome.Since:yyyy-MM-dd HH:mm:ss} UTC: {outcome.Reason}"));
        return 0;
    }
}
