using System.ComponentModel.DataAnnotations;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Holds options against the ranges that stand beside them.</summary>
internal static class OptionRules
{
    /// <exception cref="ArgumentException">Names every value that is out of range.</exception>
    public static void Demand(object options)
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            throw new ArgumentException(string.Join(' ', problems.Select(static problem => problem.ErrorMessage)), nameof(options));
        }
    }
}
