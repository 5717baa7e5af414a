using System.CommandLine;
using System.Net.Http.Headers;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli;

/// <summary><c>remote-signer status</c>: asks a running signer over its control port.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("status", "Shows what a running signer says about itself, as JSON.");
        var flags = new OptionArguments(command, SignerTable.Table, [SignerTable.CliAddr, SignerTable.AdminTokenFile, SignerTable.DataDir]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, arguments, Environment.GetEnvironmentVariables());
            var address = values.Get(SignerTable.CliAddr);
            var tokenFile = values.Get(SignerTable.AdminTokenFile) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, "admin.token");
            string[] problems = [.. mistakes, .. values.Problems];
            return problems.Length == 0
                ? await AskAsync(address!, tokenFile, line.InvocationConfiguration, cancellationToken)
                : await FailAsync(line.InvocationConfiguration, string.Join(Environment.NewLine, problems));
        });
        return command;
    }

    private static async Task<int> AskAsync(ListenAddress address, string tokenFile, InvocationConfiguration invocation, CancellationToken cancellationToken)
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
                return await FailAsync(invocation, $"The signer at {address} answered {(int)response.StatusCode}: {text}");
            }

            await invocation.Output.WriteLineAsync(text);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(invocation, $"The admin token cannot be read: {failure.Message} Give --admin-token-file or --dataDir of the running signer.");
        }
        catch (HttpRequestException failure)
        {
            return await FailAsync(invocation, $"No signer answers at {address}: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(invocation, $"The signer at {address} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<int> FailAsync(InvocationConfiguration invocation, string message)
    {
        await invocation.Error.WriteLineAsync(message);
        return 1;
    }
}
