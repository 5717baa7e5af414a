using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Program;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

/// <summary>How long a new token lives and where its text goes.</summary>
internal sealed class TokenFlags
{
    private readonly Option<string> _expires = new("--expires")
    {
        Description = "From when on the token proves nothing: a time from now such as 90d, 12h or 30m, or a moment such as 2027-01-31T00:00:00Z. Never without it.",
        HelpName = "time",
    };

    private readonly Option<string> _destination = new("--out")
    {
        Description = "Writes the token into this new file, with mode 0600, instead of showing it.",
        HelpName = "path",
    };

    public IEnumerable<Option> All => [_expires, _destination];

    /// <summary>Makes the token that the line asks for.</summary>
    public bool TryMake(TenantInvocation invocation, [NotNullWhen(true)] out NewToken? token, out string problem)
    {
        var now = invocation.Time.GetUtcNow();
        token = null;
        problem = string.Empty;
        DateTimeOffset? expires = null;
        if (invocation.Line.GetValue(_expires) is { } text)
        {
            if (!Expiry.TryParse(text, now, out var moment))
            {
                problem = $"{_expires.Name}: '{text}' is {Expiry.Expected}.";
                return false;
            }

            expires = moment;
        }

        if (Destination(invocation) is { } path && File.Exists(path))
        {
            problem = $"{_destination.Name}: the file {path} exists.";
            return false;
        }

        token = NewToken.Create(now, expires);
        return true;
    }

    /// <summary>Gives the token's text away, this once.</summary>
    public int Hand(TenantInvocation invocation, Tenant tenant, NewToken token)
    {
        var view = TenantView.Of(tenant, invocation.Time.GetUtcNow());
        invocation.Note($"{invocation.File} keeps only the hash of token {token.Stored.Id}: nobody can show the token again.");
        if (Destination(invocation) is not { } path)
        {
            return invocation.Done(new NewTokenView(view, token.Stored.Id, token.Text), TenantViewContext.Default.NewTokenView, token.Text);
        }

        PrivateFile.Write(path, token.Text + "\n");
        return invocation.Done(new NewTokenView(view, token.Stored.Id, Token: null), TenantViewContext.Default.NewTokenView, $"token {token.Stored.Id} of {tenant.Id} in {path}");
    }

    private string? Destination(TenantInvocation invocation) =>
        invocation.Line.GetValue(_destination) is { } path && OptionParsers.Path(path, out var full, out _) ? full : null;
}
