using System.Threading.Channels;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;

namespace RemoteSigner.Api.Grpc;

/// <summary>Payments over one stream: several under way at once, each answered when it is ready, never more than a bound.</summary>
internal static class PaymentStream
{
    /// <summary>Runs until the caller has sent its last request and every one is answered.</summary>
    /// <param name="requests">Of the caller.</param>
    /// <param name="responses">To the caller.</param>
    /// <param name="pay">Answers one request.</param>
    /// <param name="broken">Answers a request on which <paramref name="pay"/> failed: its caller waits for an answer, and others' payments go on.</param>
    /// <param name="callCancelled">The call is over.</param>
    public static async Task RunAsync(
        IAsyncStreamReader<CreatePaymentRequest> requests,
        IAsyncStreamWriter<PayStreamResponse> responses,
        Func<CreatePaymentRequest, CancellationToken, ValueTask<PayStreamResponse>> pay,
        Func<CreatePaymentRequest, Exception, PayStreamResponse> broken,
        CancellationToken callCancelled)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(callCancelled);
        var answers = Channel.CreateBounded<PayStreamResponse>(new BoundedChannelOptions(RequestLimits.PaymentsPerStream) { SingleReader = true });
        var writing = WriteAsync(answers.Reader, responses, ended);
        using var places = new SemaphoreSlim(RequestLimits.PaymentsPerStream);
        var paying = new HashSet<Task>();
        try
        {
            await foreach (var request in requests.ReadAllAsync(ended.Token))
            {
                await places.WaitAsync(ended.Token);
                paying.RemoveWhere(static task => task.IsCompletedSuccessfully);
                paying.Add(PayAsync(request));
            }
        }
        catch (OperationCanceledException) when (writing.IsFaulted)
        {
            // The answers cannot be written any more; that failure is the one to tell.
        }
        finally
        {
            try
            {
                await Task.WhenAll(paying);
            }
            finally
            {
                answers.Writer.TryComplete();
            }
        }

        await writing;

        async Task PayAsync(CreatePaymentRequest request)
        {
            try
            {
                await answers.Writer.WriteAsync(await AnswerAsync(request), ended.Token);
            }
            finally
            {
                places.Release();
            }
        }

        async ValueTask<PayStreamResponse> AnswerAsync(CreatePaymentRequest request)
        {
            try
            {
                return await pay(request, ended.Token);
            }
            catch (Exception failure) when (!ended.IsCancellationRequested)
            {
                return broken(request, failure);
            }
        }
    }

    private static async Task WriteAsync(ChannelReader<PayStreamResponse> answers, IAsyncStreamWriter<PayStreamResponse> responses, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var answer in answers.ReadAllAsync(ended.Token))
            {
                await responses.WriteAsync(answer, ended.Token);
            }
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }
}
