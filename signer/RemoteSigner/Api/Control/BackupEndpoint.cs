using System.Text.Json;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Control;

/// <summary>POST /backup: a copy of the ledger, made while it works.</summary>
internal sealed partial class BackupEndpoint(ILedgerStore ledger, ILogger<BackupEndpoint> log)
{
    private const string Rule = """The body is a JSON object such as {"file":"/backups/ledger.db"}, with the full path of a file that does not exist yet.""";

    public async Task AnswerAsync(HttpContext context)
    {
        var file = await FileOfAsync(context);
        if (file is null || !Path.IsPathFullyQualified(file))
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, Rule);
            return;
        }

        if (ledger is not EmbeddedLedger embedded)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status409Conflict, $"The ledger is {ledger.Place}: it is backed up by Redis's own means. After a restore the signers notice by themselves what is missing.");
            return;
        }

        try
        {
            var backup = await embedded.BackUpAsync(file, context.RequestAborted);
            Log.BackedUp(log, backup.File, backup.Bytes);
            await context.Response.WriteAsJsonAsync(BackupJson.Of(backup), ControlJsonContext.Default.BackupJson, cancellationToken: context.RequestAborted);
        }
        catch (LedgerFileException failure)
        {
            await AdminRoutes.RefuseAsync(
                context, failure.Problem == LedgerFileProblem.InUse ? StatusCodes.Status409Conflict : StatusCodes.Status500InternalServerError, failure.Message);
        }
        catch (LedgerUnavailableException failure)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    private static async ValueTask<string?> FileOfAsync(HttpContext context)
    {
        try
        {
            return (await AdminRoutes.ReadAsync(context, ControlJsonContext.Default.BackupRequestJson))?.File;
        }
        catch (Exception failure) when (failure is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2006, LogLevel.Information, "The ledger was backed up to {File}, {Bytes} bytes.")]
        public static partial void BackedUp(ILogger logger, string file, long bytes);
    }
}
