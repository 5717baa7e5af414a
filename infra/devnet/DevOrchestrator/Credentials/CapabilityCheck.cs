using System.Globalization;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Credentials;

/// <summary>Whether an orchestrator's capabilities cover those of a job. Source: go-livepeer core/capabilities.go.</summary>
internal static class CapabilityCheck
{
    public static bool Covers(Capabilities own, Capabilities? job)
    {
        if (job is null)
        {
            return own.Mandatories.Count == 0;
        }

        return HasBits(own, job) && IsVersionEnough(own.Version, job.Constraints?.MinVersion ?? string.Empty) && HasModels(own, job);
    }

    private static bool HasBits(Capabilities own, Capabilities job)
    {
        for (var word = 0; word < job.Bitstring.Count; word++)
        {
            var offered = word < own.Bitstring.Count ? own.Bitstring[word] : 0;
            if ((job.Bitstring[word] & ~offered) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasModels(Capabilities own, Capabilities job)
    {
        foreach (var (capability, wanted) in job.Constraints?.PerCapability ?? [])
        {
            if (own.Constraints?.PerCapability.TryGetValue(capability, out var offered) != true)
            {
                continue; // not constrained here: counts as compatible
            }

            foreach (var (model, constraint) in wanted.Models)
            {
                if (!offered!.Models.TryGetValue(model, out var present) || (constraint.Warm && !present.Warm))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Suffixes of pre-releases are ignored; a minimum that cannot be read passes.</summary>
    private static bool IsVersionEnough(string own, string minimum) =>
        minimum.Length == 0 || !TryParse(minimum, out var wanted) || (TryParse(own, out var offered) && offered >= wanted);

    private static bool TryParse(string text, out Version version)
    {
        version = new Version();
        var parts = text.Split('-', '+')[0].Split('.');
        var numbers = new int[3];
        if (parts.Length != 3)
        {
            return false;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        version = new Version(numbers[0], numbers[1], numbers[2]);
        return true;
    }
}
