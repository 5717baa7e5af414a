using Conformance.Cli;

return await ConformanceCommandLine.InvokeAsync(args, Console.Out, CancellationToken.None);
