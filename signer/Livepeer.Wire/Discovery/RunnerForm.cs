using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Livepeer.Wire.Discovery;

/// <summary>Runners between their JSON and what the rest of the program sees. Prices are judged by who uses them.</summary>
public static class RunnerForm
{
    // What invalid UTF-8 was turned into somewhere on the way.
    private const char Replacement = '\uFFFD';

    /// <summary>Reads a runner.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="runner">Null when it has no URL or app, or texts beyond <see cref="DiscoveryLimits"/> or with broken characters.</param>
    /// <remarks>Source: go-livepeer server/remote_discovery.go validateRunner, ai/runner/live_runner.go ValidateLiveRunnerMetadata. The lengths of other texts are ours.</remarks>
    public static bool TryRead(RunnerJson json, [NotNullWhen(true)] out OfferedRunner? runner)
    {
        runner = null;
        if (json.Url is not { Length: > 0 and <= DiscoveryLimits.UrlLength }
            || json.App is not { Length: > 0 and <= DiscoveryLimits.TextLength }
            || json.App.AsSpan().IsWhiteSpace()
            || Encoding.UTF8.GetByteCount(json.Metadata ?? "") > DiscoveryLimits.MetadataBytes
            || (json.Metadata ?? "").Contains(Replacement, StringComparison.Ordinal)
            || !Short(json.Version)
            || !Short(json.Mode)
            || !Short(json.Gpu?.Id)
            || !Short(json.Gpu?.Name)
            || !Short(json.PriceInfo?.Currency)
            || !Short(json.PriceInfo?.Unit)
            || !TryReadPrice(json.PriceInfo, out var price))
        {
            return false;
        }

        runner = new OfferedRunner
        {
            Url = json.Url,
            App = json.App,
            Gpu = json.Gpu is { } gpu ? new RunnerGpu(gpu.Id ?? "", gpu.Name ?? "", gpu.VramMb) : null,
            Version = json.Version ?? "",
            Metadata = json.Metadata ?? "",
            Mode = json.Mode ?? "",
            Capacity = json.Capacity,
            CapacityUsed = json.CapacityUsed,
            CapacityAvailable = json.CapacityAvailable,
            Price = price,
        };
        return true;
    }

    /// <summary>The runner as JSON; members without content are left out as go-livepeer leaves them out.</summary>
    public static RunnerJson ToJson(OfferedRunner runner) =>
        new()
        {
            Url = runner.Url,
            App = runner.App,
            Gpu = runner.Gpu is { } gpu ? new RunnerGpuJson { Id = OrNull(gpu.Id), Name = OrNull(gpu.Name), VramMb = gpu.VramMegabytes } : null,
            Version = OrNull(runner.Version),
            Metadata = OrNull(runner.Metadata),
            Mode = OrNull(runner.Mode),
            Capacity = runner.Capacity,
            CapacityUsed = runner.CapacityUsed,
            CapacityAvailable = runner.CapacityAvailable,
            PriceInfo = runner.Price is { } price
                ? new RunnerPriceJson { Price = JsonElement.Parse(price.Text), Currency = OrNull(price.Currency), Unit = OrNull(price.Unit) }
                : null,
        };

    // Go reads a number in quotes as a number.
    private static bool TryReadPrice(RunnerPriceJson? json, out RunnerPrice? price)
    {
        price = null;
        if (json is null)
        {
            return true;
        }

        var text = json.Price.ValueKind is JsonValueKind.Number or JsonValueKind.String ? json.Price.GetRawText().Trim('"') : "";
        if (!SignerApi.DecimalText.IsNumber(text))
        {
            return false;
        }

        price = new RunnerPrice(text, json.Currency ?? "", json.Unit ?? "");
        return true;
    }

    private static bool Short(string? text) => text is null or { Length: <= DiscoveryLimits.TextLength };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
