using Drills.Cli;

return await DrillCommandLine.InvokeAsync(args, Console.Out, CancellationToken.None);
