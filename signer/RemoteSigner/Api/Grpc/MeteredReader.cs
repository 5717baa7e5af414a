using Livepeer.Payments.Ceilings;
using Livepeer.Wire.Matching;
using FixedJob = Livepeer.Payments.Jobs.FixedJob;
using LiveJob = Livepeer.Payments.Jobs.LiveJob;
using WireUnit = Livepeer.Protos.RemoteSigner.V1.LiveUnit;

namespace RemoteSigner.Api.Grpc;

/// <summary>Reads work that is paid by time, or once.</summary>
internal static class MeteredReader
{
    public static LiveJob? Read(Livepeer.Protos.RemoteSigner.V1.LiveJob job, FieldChecks checks)
    {
        var unit = job.Unit switch
        {
            WireUnit.Seconds => Livepeer.Payments.Jobs.LiveUnit.Seconds,
            WireUnit._720PPixelSeconds => Livepeer.Payments.Jobs.LiveUnit.PixelSeconds720p,
            _ => Livepeer.Payments.Jobs.LiveUnit.Unknown,
        };
        if (unit == Livepeer.Payments.Jobs.LiveUnit.Unknown)
        {
            checks.Fail("live.unit", "no known unit", "seconds or 720p pixel-seconds");
        }

        var models = Read("live", job.ManifestId, job.App, job.Capabilities.Memory, checks);
        return checks.Refusal is null ? new LiveJob(unit, job.ManifestId, job.App, job.Capabilities.Memory, [.. models]) : null;
    }

    public static FixedJob? Read(Livepeer.Protos.RemoteSigner.V1.FixedJob job, FieldChecks checks)
    {
        var models = Read("fixed", job.ManifestId, job.App, job.Capabilities.Memory, checks);
        return checks.Refusal is null ? new FixedJob(job.ManifestId, job.App, job.Capabilities.Memory, [.. models]) : null;
    }

    private static IReadOnlyList<CapabilityModel> Read(string field, string manifestId, string app, ReadOnlyMemory<byte> capabilities, FieldChecks checks)
    {
        checks.Length($"{field}.manifest_id", manifestId, 1, RequestLimits.KeyLength);
        checks.Length($"{field}.app", app, 0, RequestLimits.AppLabelLength);
        checks.Bytes($"{field}.capabilities", capabilities.Length, 0, RequestLimits.CapabilitiesBytes);
        if (checks.Refusal is not null)
        {
            return [];
        }

        if (PricedModels.TryRead(capabilities.Span, out var models))
        {
            return models;
        }

        checks.Fail($"{field}.capabilities", "other bytes", $"a serialized net.Capabilities with at most {PricedModels.MaxModels} models");
        return [];
    }
}
