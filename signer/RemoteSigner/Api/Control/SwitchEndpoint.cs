using System.Text.Json;
using Livepeer.Payments.Desk;
using RemoteSigner.Halting;

namespace RemoteSigner.Api.Control;

/// <summary>POST /halt and POST /resume: the kill switch.</summary>
internal sealed partial class SwitchEndpoint(LatchedSwitch signing, ILogger<SwitchEndpoint> log)
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

        await AnswerAsync(context, await HaltAsync(reason));
    }

    public async Task ResumeAsync(HttpContext context)
    {
        try
        {
            await signing.ResumeAsync(context.RequestAborted);
            Log.Resumed(log);
            await AnswerAsync(context, SwitchJson.Of(signing.Latched));
        }
        catch (LedgerUnavailableException failure)
        {
            await AdminRoutes.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"Nothing is known to have changed: {failure.Message}");
        }
    }

    /// <summary>Whoever's connection breaks while it runs wants it none the less; it is bounded by itself.</summary>
    private async Task<SwitchJson> HaltAsync(string reason)
    {
        try
        {
            await signing.HaltAsync(reason, CancellationToken.None);
            Log.Halted(log, reason);
            return SwitchJson.Of(signing.Latched);
        }
        catch (LedgerUnavailableException failure) when (signing.Latched is { } halt)
        {
            Log.HaltedInMemory(log, reason, failure.Message);
            return SwitchJson.InMemory(halt, failure.Message);
        }
    }

    private static Task AnswerAsync(HttpContext context, SwitchJson answer) =>
        context.Response.WriteAsJsonAsync(answer, ControlJsonContext.Default.SwitchJson, cancellationToken: context.RequestAborted);

    private static partial class Log
    {
        [LoggerMessage(2004, LogLevel.Warning, "The operator stopped all signing: {Reason}. 'remote-signer resume' lets it go on.")]
        public static partial void Halted(ILogger logger, string reason);

        [LoggerMessage(2022, LogLevel.Error, "The operator stopped all signing: {Reason}. That holds for this process only and ends with it, because the ledger could not be written: {Problem} Repeat 'remote-signer halt' when it can be.")]
        public static partial void HaltedInMemory(ILogger logger, string reason, string problem);

        [LoggerMessage(2005, LogLevel.Warning, "The operator lets signing go on.")]
        public static partial void Resumed(ILogger logger);
    }
}
