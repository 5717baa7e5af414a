using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using RemoteSigner.Configuration;
using RemoteSigner.Usage;

namespace RemoteSigner.Cli.Usage;

/// <summary><c>remote-signer usage</c>: what was paid, of the running program, or out of its ledger when it is down.</summary>
internal static class UsageCommand
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string OtherMeans = string.Create(
        CultureInfo.InvariantCulture,
        $"{UsageDay.Other} stands for all models and apps that a tenant came to after the first {IUsageLog.MaxLines:N0} of a day.");

    public static Command Create()
    {
        var command = new Command("usage", "Shows what was paid, by tenant, capability, model and day. Amounts are wei. " + OtherMeans);
        var from = new Option<string>("--from") { Description = "First day (UTC), like 2026-01-31. Default: 30 days ago.", HelpName = "day" };
        var to = new Option<string>("--to") { Description = "Last day (UTC). Default: today.", HelpName = "day" };
        var tenant = new Option<string>("--tenant") { Description = "Only this tenant.", HelpName = "name" };
        var by = new Option<string>("--by") { Description = $"Columns to sum by, divided by commas: {UsageColumns.Names}.", HelpName = "columns", DefaultValueFactory = _ => UsageColumns.Standard };
        var format = new Option<string>("--format") { Description = "table, csv or json.", HelpName = "name", DefaultValueFactory = _ => "table" };
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        foreach (var option in new Option[] { from, to, tenant, by, format, json })
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
            var problems = mistakes.Concat(values.Problems).ToList();
            var columns = UsageColumns.Parse(line.GetValue(by)!, problems);
            var form = line.GetValue(json) ? "json" : line.GetValue(format)!;
            if (form is not ("table" or "csv" or "json"))
            {
                problems.Add($"--format: '{form}' is none of table, csv and json.");
            }

            var query = Query(line.GetValue(from), line.GetValue(to), line.GetValue(tenant), problems);
            var invocation = line.InvocationConfiguration;
            if (problems.Count > 0)
            {
                await invocation.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
                return 1;
            }

            return await ReadAsync(endpoint, query, stopped, invocation, cancellationToken) is { } answer
                ? await WriteAsync(UsageColumns.Sum(answer.Days, columns), columns, form, answer, invocation)
                : 1;
        });
        return command;
    }

    private static UsageQuery Query(string? from, string? to, string? tenant, List<string> problems)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var first = Day("--from", from, today.AddDays(-30), problems);
        var last = Day("--to", to, today, problems);
        if (first > last)
        {
            problems.Add($"--from {first:yyyy-MM-dd} is behind --to {last:yyyy-MM-dd}.");
        }

        if (tenant is not null && !TenantId.IsValid(tenant))
        {
            problems.Add("--tenant is no tenant's name.");
        }

        return new UsageQuery(first, last, tenant is null ? null : new TenantId(tenant), UsageEndpoint.MaxLines + 1);
    }

    private static DateOnly Day(string name, string? text, DateOnly standard, List<string> problems)
    {
        if (text is null)
        {
            return standard;
        }

        if (!DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            problems.Add($"{name}: '{text}' is no day like 2026-01-31.");
        }

        return day;
    }

    private static async Task<UsageAnswerJson?> ReadAsync(
        ControlEndpoint endpoint, UsageQuery query, StoppedLedger stopped, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/usage?from={query.From:yyyy-MM-dd}&to={query.To:yyyy-MM-dd}&tenant={Uri.EscapeDataString(query.Tenant?.Value ?? string.Empty)}");
        switch (await ControlClient.AskAsync("remote-signer", endpoint, HttpMethod.Get, path, null, cancellationToken))
        {
            case ControlAnswer.Said { IsSuccess: true } said:
                return JsonSerializer.Deserialize(said.Text, UsageJsonContext.Default.UsageAnswerJson);
            case ControlAnswer.Said said:
                await RunningProgramCommand.FailAsync("remote-signer", said, invocation);
                return null;
            case var nobody when stopped.Redis is not null || File.Exists(stopped.File):
                return await ReadStoppedAsync(stopped, query, nobody, invocation, cancellationToken);
            case var nobody:
                await RunningProgramCommand.FailAsync("remote-signer", nobody, invocation);
                return null;
        }
    }

    private static async Task<UsageAnswerJson?> ReadStoppedAsync(
        StoppedLedger stopped, UsageQuery query, ControlAnswer nobody, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        await using var ledger = await stopped.OpenAsync(invocation, cancellationToken);
        if (ledger is null)
        {
            await RunningProgramCommand.FailAsync("remote-signer", nobody, invocation);
            return null;
        }

        try
        {
            var days = await ledger.ReadDaysAsync(query, cancellationToken);
            return new UsageAnswerJson([.. days.Take(UsageEndpoint.MaxLines).Select(UsageDayJson.Of)], days.Count > UsageEndpoint.MaxLines, null);
        }
        catch (LedgerUnavailableException failure)
        {
            await invocation.Error.WriteLineAsync($"Its ledger cannot be read either: {failure.Message}");
            return null;
        }
    }

    private static async Task<int> WriteAsync(
        IReadOnlyList<UsageSum> sums, IReadOnlyList<UsageColumn> columns, string form, UsageAnswerJson answer, InvocationConfiguration invocation)
    {
        await invocation.Output.WriteAsync(form switch
        {
            "json" => UsageText.Json(sums, columns),
            "csv" => UsageText.Csv(sums, columns),
            _ => UsageText.Table(sums, columns),
        });
        if (answer.Cut)
        {
            await invocation.Error.WriteLineAsync($"There are more than {UsageEndpoint.MaxLines} lines: the sums are not whole. Ask for fewer days.");
            return 1;
        }

        if (sums.Any(static sum => sum.Values.Contains(UsageDay.Other)))
        {
            await invocation.Error.WriteLineAsync(OtherMeans);
        }

        if (answer.UndeliveredEvents is > 0 and var waiting)
        {
            await invocation.Error.WriteLineAsync($"{waiting} payments wait for the usage webhook.");
        }

        return 0;
    }
}
