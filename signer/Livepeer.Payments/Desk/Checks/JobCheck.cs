using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The bounds of a job.</summary>
internal static class JobCheck
{
    public const int MaxDurationMillis = 300_000;
    public const int MaxCapabilitiesLength = 16 * 1024;
    public const int MaxStorage = 4;
    public const int MaxStorageLength = 4 * 1024;
    public const long MaxUnits = 1L << 53;
    public const int MaxModelIdLength = 256;
    public const int MaxAppLength = 256;
    public const int MaxModels = 64;
    public const int MaxByocSeconds = 86_400;
    private const int MaxBalanceBits = 256;

    public static PaymentRefusal? Check(Job job) => job switch
    {
        VideoSegmentJob video => Check(video),
        AiJob ai => Check(ai),
        MeteredJob metered => Check(metered),
        ByocJob byoc => Check(byoc),
        _ => Invalid("The job's kind is not known."),
    };

    private static PaymentRefusal? Check(VideoSegmentJob job)
    {
        if (job.Sequence < 0)
        {
            return Invalid("The segment's number is negative.", Text(job.Sequence), "0");
        }

        if (job.DurationMillis is < 1 or > MaxDurationMillis)
        {
            return Invalid($"A segment lasts 1 to {MaxDurationMillis} milliseconds.", Text(job.DurationMillis), Text(MaxDurationMillis));
        }

        return ProfileCheck.Check(job.Profiles) ?? Capabilities(job.Capabilities) ?? Storage(job.Storage) ?? ManifestId(job.ManifestId);
    }

    // Live video-to-video (35) and BYOC (37) are other kinds of jobs. Source: go-livepeer core/capabilities.go.
    private static PaymentRefusal? Check(AiJob job)
    {
        if (job.Capability is < 27 or > 36 or 35)
        {
            return Invalid("The capability is not one of a batch AI request.", Text(job.Capability), "27 to 36 without 35");
        }

        if (job.Units is < 1 or > MaxUnits)
        {
            return Invalid($"An AI request has 1 to {MaxUnits} units.", Text(job.Units), Text(MaxUnits));
        }

        if (!PrintableText.IsValid(job.ModelId, MaxModelIdLength))
        {
            return new(RefusalKind.UnsafeText, "The model id is empty, too long, or not printable ASCII.", Length(job.ModelId), Text(MaxModelIdLength));
        }

        return Capabilities(job.Capabilities) ?? ManifestId(job.ManifestId);
    }

    private static PaymentRefusal? Check(MeteredJob job)
    {
        if (job is LiveJob { Unit: not (LiveUnit.Seconds or LiveUnit.PixelSeconds720p) } live)
        {
            return Invalid("Live work is billed by seconds or by 720p pixel-seconds.", live.Unit.ToString());
        }

        if (job is UnitsJob { Units: < 1 } counted)
        {
            return Invalid("A payment by units has at least one.", Text(counted.Units), "1");
        }

        if (job.App is not { Length: 0 } && !PrintableText.IsValid(job.App, MaxAppLength))
        {
            return new(RefusalKind.UnsafeText, "The app's label is too long or not printable ASCII.", Length(job.App), Text(MaxAppLength));
        }

        return job.Models.IsDefault || job.Models.Length > MaxModels
            ? Invalid($"The capabilities name at most {MaxModels} models.", Text(job.Models.IsDefault ? 0 : job.Models.Length), Text(MaxModels))
            : Capabilities(job.Capabilities) ?? ManifestId(job.ManifestId);
    }

    private static PaymentRefusal? Check(ByocJob job)
    {
        if (job.Seconds is < 1 or > MaxByocSeconds)
        {
            return Invalid($"A BYOC job is paid for 1 to {MaxByocSeconds} seconds.", Text(job.Seconds), Text(MaxByocSeconds));
        }

        return job.OrchestratorBalanceWei.Sign < 0 || job.OrchestratorBalanceWei.GetBitLength() > MaxBalanceBits
            ? Invalid("The orchestrator's balance is negative or has more than 256 bits.")
            : ManifestId(job.Capability);
    }

    private static PaymentRefusal? ManifestId(string? manifestId) =>
        PrintableText.IsValid(manifestId, SegmentCredentials.MaxManifestIdLength)
            ? null
            : new(
                RefusalKind.UnsafeText,
                $"The manifest id is not 1 to {SegmentCredentials.MaxManifestIdLength} printable ASCII characters.",
                Length(manifestId),
                Text(SegmentCredentials.MaxManifestIdLength));

    private static PaymentRefusal? Capabilities(ReadOnlyMemory<byte> capabilities) =>
        capabilities.Length <= MaxCapabilitiesLength
            ? null
            : Invalid("The capabilities are too long.", Text(capabilities.Length), Text(MaxCapabilitiesLength));

    private static PaymentRefusal? Storage(ImmutableArray<ReadOnlyMemory<byte>> storage)
    {
        if (storage.IsDefault || storage.Length > MaxStorage)
        {
            return Invalid($"A segment names at most {MaxStorage} storages.", Text(storage.IsDefault ? 0 : storage.Length), Text(MaxStorage));
        }

        foreach (var description in storage)
        {
            if (description.Length > MaxStorageLength)
            {
                return Invalid("The description of a storage is too long.", Text(description.Length), Text(MaxStorageLength));
            }
        }

        return null;
    }
}
