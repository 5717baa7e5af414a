using Conformance.Running;
using Conformance.Signer;

namespace Conformance.Behaviours;

/// <summary>Paths, methods and forms of answers.</summary>
internal static class TransportBehaviours
{
    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new("/healthz answers 200 without a body, to GET and to POST", BehaviourGroup.Api, HealthAsync),
        new("a payment asked for with GET is answered 405 with Allow: POST, in plain text", BehaviourGroup.Api, (trial, token) => WrongMethodAsync(trial, SignerClient.PaymentPath, token)),
        new("an identity asked for with GET is answered 405 with Allow: POST, in plain text", BehaviourGroup.Api, (trial, token) => WrongMethodAsync(trial, SignerClient.IdentityPath, token)),
        new("an unknown path is answered 404", BehaviourGroup.Api, UnknownPathAsync),
    ];

    private static async Task HealthAsync(Trial trial, CancellationToken cancellationToken)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = await trial.Signer.SendAsync(method, SignerClient.HealthPath, body: null, cancellationToken);
            Expect.Equal(200, answer.Status, $"status of {method} {SignerClient.HealthPath}");
            Expect.Equal(0, answer.Body.Length, $"length of the body of {method} {SignerClient.HealthPath}");
        }
    }

    private static async Task WrongMethodAsync(Trial trial, string path, CancellationToken cancellationToken)
    {
        var answer = await trial.Signer.SendAsync(HttpMethod.Get, path, body: null, cancellationToken);
        Expect.Equal(405, answer.Status, $"status of GET {path}");
        Expect.Equal("POST", answer.Headers.GetValueOrDefault("Allow", "nothing"), "header Allow");
        Expect.Contains("text/plain", answer.Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type");
    }

    private static async Task UnknownPathAsync(Trial trial, CancellationToken cancellationToken) =>
        Expect.Equal(404, (await trial.Signer.SendAsync(HttpMethod.Get, "/no-such-path", body: null, cancellationToken)).Status, "status of an unknown path");
}
