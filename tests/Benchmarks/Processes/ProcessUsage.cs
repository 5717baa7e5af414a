using System.Runtime;
using System.Text.Json.Serialization;

namespace Benchmarks.Processes;

/// <summary>What a process has used since it began.</summary>
/// <param name="CpuMicroseconds">User and system time of all its threads.</param>
/// <param name="AllocatedBytes">Managed memory allocated, garbage included.</param>
/// <param name="WorkingSetBytes">Memory it holds now.</param>
/// <param name="CompiledMethods">Methods that the just-in-time compiler has made, again and better included.</param>
/// <param name="Work">What the process itself counts.</param>
internal sealed record ProcessUsage(double CpuMicroseconds, long AllocatedBytes, long WorkingSetBytes, long CompiledMethods, long Work)
{
    public static ProcessUsage Now(long work = 0) => new(
        Environment.CpuUsage.TotalTime.TotalMicroseconds, GC.GetTotalAllocatedBytes(precise: true), Environment.WorkingSet, JitInfo.GetCompiledMethodCount(), work);

    /// <summary>What was used between two readings; the working set is the later one's.</summary>
    public static ProcessUsage operator -(ProcessUsage later, ProcessUsage earlier) => new(
        later.CpuMicroseconds - earlier.CpuMicroseconds,
        later.AllocatedBytes - earlier.AllocatedBytes,
        later.WorkingSetBytes,
        later.CompiledMethods - earlier.CompiledMethods,
        later.Work - earlier.Work);
}

[JsonSerializable(typeof(ProcessUsage))]
internal sealed partial class ProcessUsageJsonContext : JsonSerializerContext;
