using GatewayLite.Pipelines.Payments;

namespace GatewayLite.Pipelines.Tests.Payments;

public sealed class FreePayerContractTests : PayerContract
{
    private protected override IPayer Payer { get; } = new FreePayer();

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync() => Task.CompletedTask;
}
