using Livepeer.Payments.Desk;

namespace TestKit.Payments;

/// <summary>A chain that stands still until a test moves it.</summary>
public sealed class FixedChainView(ChainSnapshot? current) : IChainView
{
    /// <inheritdoc/>
    public ChainSnapshot? Current { get; set; } = current;
}
