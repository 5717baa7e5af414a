using System.Text.Json;
using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;

namespace DevOrchestrator.Byoc;

/// <summary>GET /process/token: price, ticket parameters, balance and capacity for one capability. Nothing is reserved. Source: go-livepeer byoc/job_orchestrator.go.</summary>
internal sealed class TokenEndpoint(Node node, CapabilityPlaces places)
{
    private const string CapabilityHeader = "Livepeer-Capability";

    public async Task HandleAsync(HttpContext context)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Byoc))
        {
            return;
        }

        var (token, refusal) = Make(context.Request.Headers);
        if (token is null)
        {
            node.Stats.CountRefusal($"byoc token: {refusal!.Text}");
            await refusal.WriteAsync(context);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Byoc))
        {
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, token, ByocJson.Default.JobTokenJson, context.RequestAborted);
        }
    }

    private (JobTokenJson? Token, Refusal? Refusal) Make(IHeaderDictionary headers)
    {
        var header = headers[JobSenderJson.HeaderName].ToString();
        if (header.Length == 0)
        {
            return Refused("Must have eth address and signature on address in Livepeer-Eth-Address header");
        }

        if (Asker(header) is not ({ } asker, var sender))
        {
            return Refused("Invalid eth address header ");
        }

        if (node.Options.IsStrict && !node.Options.IsOffChain && ByocStrictRules.CheckSpelling(asker.Addr, asker.Sig) is { } strict)
        {
            return Refused(strict);
        }

        var capability = headers[CapabilityHeader].ToString();
        if (capability.Length == 0)
        {
            return Refused("Job capabilities not provided, must provide comma separated capabilities in Livepeer-Capability header");
        }

        // A capability that is not served costs nothing and has no capacity; the network answers so too.
        var price = node.ByocPrice(places.Find(capability));
        var issued = node.Issue(sender, price);
        return issued.Terms is { } terms
            ? (new JobTokenJson
            {
                SenderAddress = asker,
                TicketParams = TicketParamsJson.Of(terms.ToWire()),
                Balance = WholeWei(new Till(node, node.Now).Balance(sender, capability)),
                Price = new PriceJson((long)price.Numerator, (long)price.Denominator),
                ServiceAddr = node.ServiceUri.GetLeftPart(UriPartial.Authority),
                AvailableCapacity = places.Free(capability),
            }, null)
            : Refused($"Could not get ticket params err={issued.Refusal}");
    }

    private (JobSenderJson? Asker, EthAddress Sender) Asker(string header)
    {
        if (!GoBase64.TryDecode(header, out var bytes, out _) || ByocJson.Read(bytes, ByocJson.Default.JobSenderJson) is not { Addr: not null, Sig: not null } asker)
        {
            return default;
        }

        var sender = EthAddress.TryParse(asker.Addr, out var parsed) ? parsed : default;
        return node.Options.IsOffChain || JobSignature.IsValid(asker, sender) ? (asker, sender) : default;
    }

    /// <summary>The network tells a balance with three more digits in 64 bits, and 0 when that does not fit.</summary>
    private static long WholeWei(Rational balance)
    {
        var whole = balance.Floor();
        return whole * 1_000 is var scaled && scaled <= long.MaxValue && scaled >= long.MinValue ? (long)whole : 0;
    }

    private static (JobTokenJson?, Refusal?) Refused(string text) => (null, new Refusal(StatusCodes.Status400BadRequest, text));
}
