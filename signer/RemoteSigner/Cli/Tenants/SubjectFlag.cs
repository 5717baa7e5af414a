using System.Collections.Immutable;
using System.CommandLine;
using RemoteSigner.Tenants.Limits;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

/// <summary>The certificate subjects as a flag.</summary>
internal sealed class SubjectFlag
{
    public Option<string[]> Flag { get; } = new("--subject")
    {
        Description = $"Name in a caller's certificate that proves the tenant: {CertificateSubjects.Rule}. The flag several times for several; the ones given replace those before, "
            + $"'{LimitOption.None}' takes all away.",
        HelpName = "name",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The subjects of the line; null when it has none.</summary>
    public bool TryRead(ParseResult line, out ImmutableArray<string>? subjects, out string problem)
    {
        subjects = null;
        problem = string.Empty;
        if (line.GetValue(Flag) is not { Length: > 0 } given)
        {
            return true;
        }

        var read = ImmutableArray.CreateBuilder<string>();
        foreach (var text in given.Where(text => text != LimitOption.None))
        {
            if (!CertificateSubjects.TryParse(text, out var subject))
            {
                problem = $"{Flag.Name}: '{text}' is no certificate subject: {CertificateSubjects.Rule}.";
                return false;
            }

            if (!read.Contains(subject))
            {
                read.Add(subject);
            }
        }

        problem = $"{Flag.Name}: a tenant has at most {Tenant.MaxSubjects}.";
        subjects = read.ToImmutable();
        return read.Count <= Tenant.MaxSubjects;
    }
}
