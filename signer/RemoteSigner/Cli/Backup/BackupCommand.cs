using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using RemoteSigner.Api.Control;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli.Backup;

/// <summary><c>remote-signer backup</c>: a copy of the ledger that may be put in its place, of the running program, or of its file when it is down.</summary>
internal static class BackupCommand
{
    private const string Program = "remote-signer";

    // Gigabytes, on a slow disk, between payments.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Where the copy goes: a file that does not exist yet, on the signer's machine." };
        file.Validators.Add(given =>
        {
            // An option that is not known, more likely than a file of that name.
            if (given.Tokens is [{ Value: ['-', ..] name }, ..])
            {
                given.AddError($"{name} is no option of this command. A file of that name: ./{name}");
            }
        });
        var json = new Option<bool>("--json") { Description = "Answers in JSON." };
        var command = new Command("backup", "Copies the ledger, also while payments are made. To restore: stop the signer, put the copy in the ledger's place, start it.") { file, json };
        var flags = new OptionArguments(command, SignerTable.Table, [.. SignerControl.Rows, .. StoppedLedger.Rows]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, arguments, Environment.GetEnvironmentVariables());
            var endpoint = SignerControl.Endpoint(values);
            var stopped = StoppedLedger.Of(values);
            string[] problems = [.. mistakes, .. values.Problems];
            if (problems.Length > 0)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
                return 1;
            }

            var target = Path.GetFullPath(line.GetValue(file)!);
            using var body = JsonContent.Create(new BackupRequestJson(target), ControlJsonContext.Default.BackupRequestJson);
            var outcome = await ControlClient.AskAsync(Program, endpoint, HttpMethod.Post, "/backup", body, Patience, cancellationToken) switch
            {
                ControlAnswer.Said { IsSuccess: true } said => JsonSerializer.Deserialize(said.Text, ControlJsonContext.Default.BackupJson),
                ControlAnswer.Said said => await RefusedAsync(said, line.InvocationConfiguration),
                var nobody => await CopyFileAsync(stopped, target, nobody, line.InvocationConfiguration, cancellationToken),
            };
            return outcome is null ? 1 : await SayAsync(outcome, line.GetValue(json), line.InvocationConfiguration);
        });
        return command;
    }

    private static async Task<BackupJson?> RefusedAsync(ControlAnswer answer, InvocationConfiguration invocation)
    {
        await RunningProgramCommand.FailAsync(Program, answer, invocation);
        return null;
    }

    private static async Task<BackupJson?> CopyFileAsync(
        StoppedLedger stopped, string target, ControlAnswer nobody, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        await RunningProgramCommand.FailAsync(Program, nobody, invocation);
        if (stopped.Redis is not null)
        {
            await invocation.Error.WriteLineAsync($"The ledger is {stopped.Place}: it is backed up by Redis's own means.");
            return null;
        }

        await using var opened = await stopped.OpenAsync(invocation, cancellationToken);
        if (opened is not EmbeddedLedger ledger)
        {
            return null;
        }

        try
        {
            return BackupJson.Of(await ledger.BackUpAsync(target, cancellationToken));
        }
        catch (Exception failure) when (failure is LedgerFileException or LedgerUnavailableException)
        {
            await invocation.Error.WriteLineAsync($"There is no backup: {failure.Message}");
            return null;
        }
    }

    private static async Task<int> SayAsync(BackupJson outcome, bool json, InvocationConfiguration invocation)
    {
        await invocation.Output.WriteLineAsync(
            json ? JsonSerializer.Serialize(outcome, ControlJsonContext.Default.BackupJson)
            : string.Create(CultureInfo.InvariantCulture, $"{outcome.File}: {outcome.Bytes} bytes, everything up to {outcome.At:yyyy-MM-dd HH:mm:ss} UTC."));
        return 0;
    }
}
