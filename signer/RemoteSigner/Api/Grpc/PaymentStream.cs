using System.Threading.Channels;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;

namespace RemoteSigner.Api.Grpc;

/// <summary>Payments over one stream: several under way at once, each answered when it is ready, never more than a bound.</summary>
internal static class PaymentStream
{
    /// <summary>Runs until the caller has sent its last request and every one is answered.</summary>
    public static async Task RunAsync(
        IAsyncStreamReader<CreatePaymentRequest> requests,
        IAsyncStreamWriter<PayStreamResponse> responses,
        Func<CreatePaymentRequest, CancellationToken, ValueTask<PayStreamResponse>> pay,
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
                await answers.Writer.WriteAsync(await pay(request, ended.Token), ended.Token);
            }
            finally
            {
                places.Release();
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
