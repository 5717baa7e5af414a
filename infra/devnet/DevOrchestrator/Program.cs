using DevOrchestrator.Cli;

return await CommandLine.Root().Parse(args).InvokeAsync(CommandLine.Invocation);
