using RemoteSigner.Cli;

return await SignerCommandLine.InvokeAsync(args, Console.Out, Console.Error, CancellationToken.None);
