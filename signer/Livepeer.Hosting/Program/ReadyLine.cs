namespace Livepeer.Hosting.Program;

/// <summary>One line of JSON that says where a program listens, for scripts that let the system choose ports.</summary>
public static class ReadyLine
{
    /// <summary>Writes the line beside the file and moves it there, so that nobody reads half a line. Nothing happens without a path.</summary>
    public static void WriteFile(string? path, string line)
    {
        if (path is null)
        {
            return;
        }

        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, line + "\n");
        File.Move(unfinished, path, overwrite: true);
    }
}
