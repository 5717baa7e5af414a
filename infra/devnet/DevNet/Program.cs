using System.CommandLine;
using DevNet;
using DevNet.Screen;

var folder = new Option<string>("--folder") { Description = "Keys, ledger and logs of this run; emptied at start.", DefaultValueFactory = _ => Path.GetFullPath(".devnet") };
var freePorts = new Option<bool>("--free-ports") { Description = "Lets the system choose every port, for a second network beside the first." };
var check = new Option<bool>("--check") { Description = "Runs for a while without a terminal, verifies everything from outside, prints a summary and exits 0 or 1." };
var seconds = new Option<int>("--seconds") { Description = "How long a check publishes.", DefaultValueFactory = _ => 30 };
var noPicture = new Option<bool>("--no-picture") { Description = "Publishes no test picture: publish your own." };
seconds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 10 or > 86_400)
    {
        result.AddError("--seconds takes 10 to 86400.");
    }
});

var root = new RootCommand("The local network: a signer, a gateway and two orchestrators that check every ticket on their own, with a test picture.")
{
    folder, freePorts, check, seconds, noPicture,
};
root.SetAction(async (line, cancellationToken) =>
{
    var options = new NetworkOptions { Folder = Path.GetFullPath(line.GetValue(folder)!), FreePorts = line.GetValue(freePorts) };
    try
    {
        return line.GetValue(check)
            ? await CheckRun.RunAsync(options, TimeSpan.FromSeconds(line.GetValue(seconds)), Console.Out, cancellationToken)
            : await LiveRun.RunAsync(options, !line.GetValue(noPicture), cancellationToken);
    }
    catch (NetworkFault fault)
    {
        await Console.Error.WriteLineAsync(fault.Message);
        return 1;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        return 130;
    }
});
// Long enough for every program to finish what it has in flight.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) }, CancellationToken.None);
