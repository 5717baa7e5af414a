using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Body of <see cref="SignerPaths.SignByocJob"/>: what is absent is empty.</summary>
/// <param name="Id">Job id.</param>
/// <param name="Capability">Name that the worker is registered under.</param>
/// <param name="Request">Text of a JSON object.</param>
/// <param name="Parameters">Text of a JSON object.</param>
/// <param name="TimeoutSeconds">Seconds.</param>
/// <param name="Version"><see cref="V0"/> or <see cref="V1"/>.</param>
/// <remarks>Source: go-livepeer pull request 3869; the version is ours.</remarks>
public sealed record ByocJobRequest(string Id, string Capability, string Request, string Parameters, long TimeoutSeconds, string Version)
{
    /// <summary>Request and parameters alone are signed: what orchestrators of v0.9 verify.</summary>
    public const string V0 = "v0";

    /// <summary>Everything is signed.</summary>
    public const string V1 = "v1";

    private static readonly string[] Names = ["id", "capability", "request", "parameters", "timeout_seconds", "version"];

    /// <summary>Reads the first JSON value of a body; what follows it is ignored.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="request">Null when refused.</param>
    /// <param name="fault">Why it cannot be read.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out ByocJobRequest? request, [NotNullWhen(false)] out string? fault)
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

    private static ByocJobRequest Read(ref GoObjectReader json)
    {
        string id = "", capability = "", request = "", parameters = "", version = V0;
        var timeout = 0L;
        if (json.BeginText())
        {
            for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
            {
                switch (member)
                {
                    case 0: json.Text("id", ref id); break;
                    case 1: json.Text("capability", ref capability); break;
                    case 2: json.Text("request", ref request); break;
                    case 3: json.Text("parameters", ref parameters); break;
                    case 4: json.Number("timeout_seconds", ref timeout); break;
                    case 5: json.Text("version", ref version); break;
                }
            }
        }

        return new ByocJobRequest(id, capability, request, parameters, timeout, version);
    }
}
