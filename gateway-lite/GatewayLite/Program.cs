using GatewayLite.Cli;

return await GatewayCommandLine.InvokeAsync(args, Console.Out, Console.Error, CancellationToken.None);
