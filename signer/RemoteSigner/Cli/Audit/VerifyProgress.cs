using System.Globalization;
using Livepeer.Audit.Verification;

namespace RemoteSigner.Cli.Audit;

/// <summary>Shows how far a walk is: a bar that redraws itself on a terminal, a line for every tenth elsewhere.</summary>
internal sealed class VerifyProgress(TextWriter output, bool isTerminal)
{
    private const int Width = 40;
    private int _shown = -1;

    public void Tell(AuditProgress progress)
    {
        var percent = progress.TotalBytes == 0 ? 100 : (int)Math.Min(100, progress.Bytes * 100 / progress.TotalBytes);
        var step = isTerminal ? percent : percent / 10;
        if (step == _shown)
        {
            return;
        }

        _shown = step;
        var bar = new string('#', percent * Width / 100).PadRight(Width, '.');
        var text = string.Create(CultureInfo.InvariantCulture, $"[{bar}] {percent,3} %  {progress.Records:N0} records");
        if (isTerminal)
        {
            output.Write("\r" + text);
        }
        else
        {
            output.WriteLine(text);
        }
    }

    public void End()
    {
        if (isTerminal)
        {
            output.WriteLine();
        }
    }
}
