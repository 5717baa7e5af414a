using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Reads and writes payment requests.</summary>
public static class RemotePaymentRequestJson
{
    private static readonly string[] Names = ["orchestrator", "state", "ManifestID", "app", "inPixels", "type", "maxPrice", "capabilities"];

    /// <summary>Reads the first JSON value of a body; what follows it is ignored.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="request">Null when refused.</param>
    /// <param name="fault">Why it cannot be read.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out RemotePaymentRequest? request, [NotNullWhen(false)] out string? fault)
    {
        request = null;
        try
        {
            var json = new GoObjectReader(body);
            var read = Read(ref json);
            fault = json.Fault;
            request = fault is null ? read : null;
        }
        catch (JsonException failure)
        {
            fault = SyntaxFault.Of(body, failure);
        }

        return request is not null;
    }

    /// <summary>Writes a request as a gateway sends it; what is empty is left out. A ceiling is not written: requests for a number of units have none.</summary>
    /// <exception cref="ArgumentException">The request names a ceiling.</exception>
    public static byte[] Write(RemotePaymentRequest request)
    {
        if (request.MaxPrice is not null)
        {
            throw new ArgumentException("A ceiling is not written.", nameof(request));
        }

        var json = new JsonText((2 * (request.Orchestrator.Length + request.State.Length + request.Seal.Length + request.Capabilities.Length)) + 1024);
        json.Raw("{\"orchestrator\":"u8).Base64(request.Orchestrator).Raw(",\"type\":"u8).Text(request.Type);
        if (request.ManifestId.Length > 0)
        {
            json.Raw(",\"ManifestID\":"u8).Text(request.ManifestId);
        }

        if (request.App.Length > 0)
        {
            json.Raw(",\"app\":"u8).Text(request.App);
        }

        if (request.InPixels != 0)
        {
            json.Raw(",\"inPixels\":"u8).Number(request.InPixels);
        }

        if (request.Capabilities.Length > 0)
        {
            json.Raw(",\"capabilities\":"u8).Base64(request.Capabilities);
        }

        if (request.HasState)
        {
            json.Raw(",\"state\":{\"State\":"u8).Base64(request.State).Raw(",\"Sig\":"u8).Base64(request.Seal).Raw("}"u8);
        }

        return json.Raw("}"u8).Written.ToArray();
    }

    private static RemotePaymentRequest Read(ref GoObjectReader json)
    {
        byte[] orchestrator = [], state = [], seal = [], capabilities = [];
        string manifestId = "", app = "", type = "";
        var units = 0L;
        MaxPrice? maxPrice = null;
        if (json.BeginText())
        {
            for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
            {
                switch (member)
                {
                    case 0:
                        json.Bytes("orchestrator", ref orchestrator);
                        break;
                    case 1:
                        SealedStateReader.Read(ref json, ref state, ref seal);
                        break;
                    case 2:
                        json.Text("ManifestID", ref manifestId);
                        break;
                    case 3:
                        json.Text("app", ref app);
                        break;
                    case 4:
                        json.Number("inPixels", ref units);
                        break;
                    case 5:
                        json.Text("type", ref type);
                        break;
                    case 6:
                        maxPrice = MaxPriceJson.Read(ref json);
                        break;
                    case 7:
                        json.Bytes("capabilities", ref capabilities);
                        break;
                }
            }
        }

        return new RemotePaymentRequest
        {
            Orchestrator = orchestrator,
            State = state,
            Seal = seal,
            ManifestId = manifestId,
            App = app,
            InPixels = units,
            Type = type,
            MaxPrice = maxPrice,
            Capabilities = capabilities,
        };
    }
}
