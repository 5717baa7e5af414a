using System.Net;

namespace DevNet;

/// <summary>Waits until the gateway says that somebody pays and somebody works: it serves earlier than that.</summary>
internal static class GatewayReadiness
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // A gateway that could not have the signer's list at its start asks again with its next refresh, after 72 s at the latest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <exception cref="NetworkFault">It was not ready within 90 s; the message is the gateway's.</exception>
    public static async Task WaitAsync(Uri control, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = LocalHttp.Create();
        var began = clock.GetTimestamp();
        var said = "nothing";
        while (clock.GetElapsedTime(began) < Patience)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(control, "readyz"), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }

                said = await answer.Content.ReadAsStringAsync(cancellationToken);
            }
            catch (HttpRequestException failure)
            {
                said = failure.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                said = "nothing within the client's time";
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }

        throw new NetworkFault($"The gateway was not ready after {Patience.TotalSeconds:0} s. It says: {said}");
    }
}
