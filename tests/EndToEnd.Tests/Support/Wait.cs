namespace EndToEnd.Tests.Support;

/// <summary>Waits for what must come, with patience for a busy machine and a message that says what did not come.</summary>
internal static class Wait
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until the answer is right.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="ask">The state of the world.</param>
    /// <param name="isRight">Whether that is it.</param>
    /// <returns>The answer that was right.</returns>
    public static async Task<T> ForAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> isRight)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
            {
                return answer;
            }

            if (time.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s for {what}. It is still: {answer}");
            }

            await Task.Delay(Poll, time);
        }
    }
}
