using System.Text.Json;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Api.Control;

/// <summary>POST /declare-loss: the operator knows that the ledger's store was put back.</summary>
internal sealed partial class LossEndpoint(ILedgerRepair ledger, ILogger<LossEndpoint> log)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var reason = await ReasonOfAsync(context);
        if (reason is null || !LossReason.IsValid(reason))
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, $$"""The body is a JSON object such as {"reason":"..."}, and may be left out. {{LossReason.Rule}}""");
            return;
        }

        try
        {
            var generation = await ledger.BeginGenerationAsync(reason, context.RequestAborted);
            Log.Declared(log, reason);
            await context.Response.WriteAsJsonAsync(GenerationJson.Of(generation), ControlJsonContext.Default.GenerationJson, cancellationToken: context.RequestAborted);
        }
        catch (LedgerUnavailableException failure)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"Nothing is known to have changed: {failure.Message}");
        }
    }

    private static async ValueTask<string?> ReasonOfAsync(HttpContext context)
    {
        try
        {
            return (await AdminRoutes.ReadAsync(context, ControlJsonContext.Default.LossRequestJson))?.Reason ?? LossReason.Standard;
        }
        catch (Exception failure) when (failure is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2008, LogLevel.Warning, "The operator declared that the ledger lost records: {Reason}. Ticket parameters used so far are answered 'refresh'.")]
        public static partial void Declared(ILogger logger, string reason);
    }
}
