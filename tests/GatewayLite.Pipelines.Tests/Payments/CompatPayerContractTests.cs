using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class CompatPayerContractTests : SignerPayerContract
#pragma warning restore CA1001
{
    private readonly FakeCompatSigner _signer = new();
    private CompatPayer _payer = null!;

    private protected override IPayer Payer => _payer;

    private protected override int Made => _signer.Made.Count;

    private protected override int Calls => _signer.Calls.Count;

    private protected override int IdentityCalls => _signer.IdentityCalls;

    public override async Task InitializeAsync()
    {
        await _signer.StartAsync();
        _payer = new CompatPayer(
            new CompatPayerOptions { Endpoint = _signer.Endpoint, ConnectTimeout = TimeSpan.FromSeconds(30), CallTimeout = TimeSpan.FromSeconds(60) }, Clock, NullLoggerFactory.Instance);
    }

    public override async Task DisposeAsync()
    {
        _payer.Dispose();
        await _signer.DisposeAsync();
    }

    private protected override Task StopAsync() => _signer.StopAsync();

    private protected override Task StartAsync() => _signer.StartAsync();

    private protected override void Turn(SignerMood mood)
    {
        _signer.Answers = () => mood != SignerMood.LosesAnswers;
        _signer.OnPayment = async (context, _) =>
        {
            switch (mood)
            {
                case SignerMood.Stalls:
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                    return true;
                case SignerMood.Raves:
                    await context.Response.WriteAsync("""{"payment":"not base64","segCreds":"","state":{"State":"e30="}}""", context.RequestAborted);
                    return true;
                case SignerMood.Floods:
                    await context.Response.WriteAsync(new string('x', 1 << 20), context.RequestAborted);
                    return true;
                case SignerMood.WantsRefresh:
                    context.Response.Headers["Livepeer-Orchestrator-URL"] = "https://o.example:8935";
                    await FakeCompatSigner.RefuseAsync(context, 480, "refresh session for remote signer");
                    return true;
                case SignerMood.FindsItDear:
                    await FakeCompatSigner.RefuseAsync(context, 481, "orchestrator price 10.000 exceeds configured maximum price ceiling 9.000");
                    return true;
                case SignerMood.RejectsOffers:
                    await FakeCompatSigner.RefuseAsync(context, 400, "missing or zero priceInfo");
                    return true;
                case SignerMood.IsExhausted:
                    await FakeCompatSigner.RefuseAsync(context, 483, "insufficient balance");
                    return true;
                case SignerMood.KnowsNobody:
                    await FakeCompatSigner.RefuseAsync(context, 401, "who are you");
                    return true;
                case SignerMood.Fails:
                    await FakeCompatSigner.RefuseAsync(context, 500, "Internal Server Error");
                    return true;
                default:
                    return false;
            }
        };
    }
}
