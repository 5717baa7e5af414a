using System.Globalization;

namespace Livepeer.Audit.Verification;

/// <summary>Numbers of things in sentences.</summary>
internal static class Counted
{
    /// <summary>"1 record", "5 records".</summary>
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? string.Empty : "s")}");

    /// <summary>"1 record is", "5 records are".</summary>
    public static string Are(long count, string thing) => Of(count, thing) + (count == 1 ? " is" : " are");
}
