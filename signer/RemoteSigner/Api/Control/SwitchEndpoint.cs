using System.Text.Json;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Control;

/// <summary>POST /halt and POST /resume: the kill switch.</summary>
internal sealed partial class SwitchEndpoint(ISigningSwitch signing, ILogger<SwitchEndpoint> log)
{
    public async Task HaltAsync(HttpContext context)
    {
        string reason;
        try
        {
            reason = (await AdminRoutes.ReadAsync(context, ControlJsonContext.Default.HaltRequestJson))?.Reason ?? HaltReason.Standard;
        }
        catch (Exception failure) when (failure is JsonException or BadHttpRequestException)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, """The body is no JSON object such as {"reason":"..."}, and may be left out.""");
            return;
        }

        if (!HaltReason.IsValid(reason))
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, HaltReason.Rule);
            return;
        }

        await RunAsync(context, async cancellationToken =>
        {
            await signing.HaltAsync(reason, cancellationToken);
            Log.Halted(log, reason);
        });
    }

    public Task ResumeAsync(HttpContext context) => RunAsync(context, async cancellationToken =>
    {
        await signing.ResumeAsync(cancellationToken);
        Log.Resumed(log);
    });

    private async Task RunAsync(HttpContext context, Func<CancellationToken, Task> change)
    {
        try
        {
            await change(context.RequestAborted);
            var halt = await signing.ReadAsync(context.RequestAborted);
            await context.Response.WriteAsJsonAsync(SwitchJson.Of(halt), ControlJsonContext.Default.SwitchJson, cancellationToken: context.RequestAborted);
        }
        catch (LedgerUnavailableException failure)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"Nothing is known to have changed: {failure.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2004, LogLevel.Warning, "The operator stopped all signing: {Reason}. 'remote-signer resume' lets it go on.")]
        public static partial void Halted(ILogger logger, string reason);

        [LoggerMessage(2005, LogLevel.Warning, "The operator lets signing go on.")]
        public static partial void Resumed(ILogger logger);
    }
}
