using System.CommandLine;
using System.Net.Http.Headers;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>The command <c>status</c>: asks a running program over its control port.</summary>
public static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Makes the command.</summary>
    /// <param name="table">The program's options.</param>
    /// <param name="control">Where its control port is.</param>
    /// <param name="adminTokenFile">File with the control port's token; by default admin.token in the data folder.</param>
    /// <param name="dataFolder">The data folder.</param>
    public static Command Create(OptionTable table, ProgramOption<ListenAddress> control, ProgramOption<string> adminTokenFile, ProgramOption<string> dataFolder)
    {
        ArgumentNullException.ThrowIfNull(table);
        var command = new Command("status", $"Shows what a running {table.Program} says about itself, as JSON.");
        var flags = new OptionArguments(command, table, [control, adminTokenFile, dataFolder]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(table, arguments, Environment.GetEnvironmentVariables());
            var address = values.Get(control);
            var tokenFile = values.Get(adminTokenFile) ?? Path.Combine(values.Get(dataFolder) ?? string.Empty, "admin.token");
            string[] problems = [.. mistakes, .. values.Problems];
            return problems.Length == 0
                ? await AskAsync(table.Program, address!, tokenFile, line.InvocationConfiguration, cancellationToken)
                : await FailAsync(line.InvocationConfiguration, string.Join(Environment.NewLine, problems));
        });
        return command;
    }

    private static async Task<int> AskAsync(string program, ListenAddress address, string tokenFile, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{address}/status");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken.Read(tokenFile));
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return await FailAsync(invocation, $"{program} at {address} answered {(int)response.StatusCode}: {text}");
            }

            await invocation.Output.WriteLineAsync(text);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(invocation, $"The admin token cannot be read: {failure.Message} Give --admin-token-file or --dataDir of the running program.");
        }
        catch (HttpRequestException failure)
        {
            return await FailAsync(invocation, $"No {program} answers at {address}: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(invocation, $"{program} at {address} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<int> FailAsync(InvocationConfiguration invocation, string message)
    {
        await invocation.Error.WriteLineAsync(message);
        return 1;
    }
}
