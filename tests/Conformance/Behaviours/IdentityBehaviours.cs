using System.Text;
using System.Text.RegularExpressions;
using Conformance.Running;
using Conformance.Signer;
using DevOrchestrator.Crypto;

namespace Conformance.Behaviours;

/// <summary>What POST /sign-orchestrator-info gives.</summary>
internal static partial class IdentityBehaviours
{
    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("the identity is a checksummed address and its signature, which orchestrators accept", BehaviourGroup.Api, SignatureAsync),
        new("the identity is the same whatever the body says, and every time", BehaviourGroup.Api, BodyAsync),
    ];

    private static async Task SignatureAsync(Trial trial, CancellationToken cancellationToken)
    {
        var answer = await trial.Signer.IdentifyAsync(cancellationToken);
        Expect.Equal(200, answer.Status, "status");
        Expect.Equal("application/json", answer.Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type");
        var text = answer.Json().GetProperty("address").GetString()!;
        var signature = answer.Json().GetProperty("signature").GetString()!;
        Expect.That(EthAddress.TryParse(text, out var address), $"the address \"{text}\" is none");
        Expect.Equal(address.ToString(), text, "spelling of the address (EIP-55)");
        Expect.That(Signature().IsMatch(signature), $"the signature is not 0x and 130 lower-case digits: {signature}");
        Expect.That(
            SignatureCheck.IsSignedBy(address, Keccak.Hash(Encoding.ASCII.GetBytes(text)), Convert.FromHexString(signature[2..])),
            $"the signature is not {text}'s over keccak of its text");
    }

    private static async Task BodyAsync(Trial trial, CancellationToken cancellationToken)
    {
        var expected = (await trial.Signer.IdentifyAsync(cancellationToken)).Text;
        foreach (var body in new[] { null, string.Empty, "{}", "not JSON" })
        {
            var answer = await trial.Signer.SendAsync(HttpMethod.Post, SignerClient.IdentityPath, body, cancellationToken);
            Expect.Equal(expected, answer.Text, $"identity asked for with the body \"{body}\"");
        }
    }

    [GeneratedRegex(@"\A0x[0-9a-f]{130}\z")]
    private static partial Regex Signature();
}
