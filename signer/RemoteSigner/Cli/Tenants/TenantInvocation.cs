using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

/// <summary>One run of a tenants' command.</summary>
/// <param name="Line">What was asked.</param>
/// <param name="File">The tenant file.</param>
/// <param name="IsJson">Whether the answer is JSON.</param>
/// <param name="Time">The clock.</param>
internal sealed record TenantInvocation(ParseResult Line, string File, bool IsJson, TimeProvider Time)
{
    private TextWriter Output => Line.InvocationConfiguration.Output;

    private TextWriter Error => Line.InvocationConfiguration.Error;

    /// <summary>Changes the file. Null when that was refused, which was said.</summary>
    /// <exception cref="TenantsFileException">The file cannot be changed.</exception>
    public async Task<Tenant?> EditAsync(Func<TenantTable, TenantEdit> change, CancellationToken cancellationToken)
    {
        switch (await TenantsFileEditor.EditAsync(File, change, Time, cancellationToken))
        {
            case TenantEdit.Changed changed:
                return changed.Tenant;
            case TenantEdit.Refused refused:
                Fail(refused.Reason);
                return null;
            default:
                throw new InvalidOperationException("The edit is of an unknown kind.");
        }
    }

    /// <summary>Answers.</summary>
    public int Done<T>(T view, JsonTypeInfo<T> form, string text)
    {
        Output.WriteLine(IsJson ? JsonSerializer.Serialize(view, form) : text);
        return 0;
    }

    /// <summary>Says something that is no part of the answer.</summary>
    public void Note(string text) => Error.WriteLine(text);

    /// <summary>Says why nothing was done.</summary>
    public int Fail(string reason)
    {
        Error.WriteLine(reason);
        return 1;
    }
}
