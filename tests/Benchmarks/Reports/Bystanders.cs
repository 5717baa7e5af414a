using System.Globalization;

namespace Benchmarks.Reports;

/// <summary>CPU time that neither this program nor the processes it started have used: of whoever else works on the machine, and of the kernel's own threads.</summary>
internal sealed class Bystanders
{
    private const string Machine = "/proc/stat";
    private const string Self = "/proc/self/stat";

    // Fields of proc(5), counted from zero behind the name of the program: utime, stime, cutime, cstime.
    private const int FirstOwnField = 11;
    private const int OwnFields = 4;

    private readonly (long All, long Busy, long Own) _started = Read();

    /// <summary>Their part of the machine since this object was made, 0 to 100; null where the system does not tell. Started processes count once they have ended.</summary>
    public double? Percent()
    {
        var now = Read();
        var all = now.All - _started.All;
        var theirs = now.Busy - _started.Busy - (now.Own - _started.Own);
        return all == 0 ? null : Math.Clamp(100.0 * theirs / all, 0, 100);
    }

    private static (long All, long Busy, long Own) Read()
    {
        if (!File.Exists(Machine) || !File.Exists(Self))
        {
            return default;
        }

        // user nice system idle iowait irq softirq steal
        var machine = Numbers(File.ReadLines(Machine).First()["cpu ".Length..])[..8];
        var self = File.ReadAllText(Self);
        var own = Numbers(self[(self.LastIndexOf(')') + 3)..])[FirstOwnField..(FirstOwnField + OwnFields)];
        return (machine.Sum(), machine.Sum() - machine[3] - machine[4], own.Sum());
    }

    private static long[] Numbers(string line) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0),
    ];
}
