using Benchmarks.Cli;

return await BenchmarkCommandLine.InvokeAsync(args);
