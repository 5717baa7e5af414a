namespace Livepeer.Hosting.Options;

/// <summary>
/// An option whose value is a secret: arguments and configuration files, which others can read, only point at it. A bare value is taken from the environment alone.
/// </summary>
public sealed class SecretOption : ProgramOption
{
    /// <summary>Reads a reference; null with a problem when the secret itself was given where it does not belong, or the file is not there.</summary>
    internal Secret? Read(OptionText given, string variable, out string problem)
    {
        var marked = given.Text.StartsWith('@');
        var path = Path.GetFullPath(marked ? given.Text[1..] : given.Text.Length == 0 ? "." : given.Text);
        problem = string.Empty;
        if (given.Origin == OptionOrigin.Environment && !marked)
        {
            return Secret.Given(given.Text);
        }

        if (File.Exists(path))
        {
            return Secret.InFile(path);
        }

        problem = (given.Origin, marked) switch
        {
            // A secret may begin with the mark itself.
            (OptionOrigin.Environment, _) => $"{Flag}: {variable} names a file that does not exist. A secret that itself begins with @ is put into a file.",
            (_, true) => $"{Flag}: there is no file {path}.",
            _ => $"{Flag}: a secret is not written into arguments or configuration files, where others can read it, and no file has that name. "
                + $"Put it into a file with mode 0600 and give {Flag} @/path/of/the/file, or set {variable}.",
        };
        return null;
    }
}
