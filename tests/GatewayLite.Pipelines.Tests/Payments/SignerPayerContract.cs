using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Tests.Support;
using Livepeer.Orchestrators;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Payments;

/// <summary>What holds for every payer that asks a signer somewhere else, whatever it speaks.</summary>
public abstract class SignerPayerContract : PayerContract
{
    /// <summary>What a signer can do to a payer.</summary>
    public enum SignerMood
    {
        /// <summary>It works.</summary>
        Willing,

        /// <summary>It makes payments, and the connection breaks before its answer is there.</summary>
        LosesAnswers,

        /// <summary>It never answers.</summary>
        Stalls,

        /// <summary>It answers with something else.</summary>
        Raves,

        /// <summary>It answers without end.</summary>
        Floods,

        /// <summary>It wants fresh parameters.</summary>
        WantsRefresh,

        /// <summary>The price is too high for it.</summary>
        FindsItDear,

        /// <summary>The offer is not acceptable for it.</summary>
        RejectsOffers,

        /// <summary>The budget is used up.</summary>
        IsExhausted,

        /// <summary>It does not know this gateway.</summary>
        KnowsNobody,

        /// <summary>It fails.</summary>
        Fails,
    }

    /// <summary>Payments that the signer has made, each counted once.</summary>
    private protected abstract int Made { get; }

    /// <summary>Calls for payments that reached the signer.</summary>
    private protected abstract int Calls { get; }

    private protected abstract int IdentityCalls { get; }

    private protected abstract void Turn(SignerMood mood);

    private protected abstract Task StopAsync();

    private protected abstract Task StartAsync();

    [Theory]
    [InlineData(SignerMood.WantsRefresh, PayerRefusalKind.RefreshNeeded)]
    [InlineData(SignerMood.FindsItDear, PayerRefusalKind.PriceAboveCeiling)]
    [InlineData(SignerMood.RejectsOffers, PayerRefusalKind.OfferUnacceptable)]
    [InlineData(SignerMood.IsExhausted, PayerRefusalKind.Policy)]
    [InlineData(SignerMood.KnowsNobody, PayerRefusalKind.Policy)]
    [InlineData(SignerMood.Fails, PayerRefusalKind.Unavailable)]
    [InlineData(SignerMood.Raves, PayerRefusalKind.Malformed)]
    public async Task Pay_Refused_SaysWhatHelps(SignerMood mood, PayerRefusalKind kind)
    {
        Turn(mood);

        // Whoever fails is asked again until patience is over.
        var answer = kind == PayerRefusalKind.Unavailable ? await PayInTimeAsync(Order("a")) : await PayAsync(Order("a"));

        var refused = Assert.IsType<PayerAnswer.Refused>(answer).Refusal;
        Assert.Equal(kind, refused.Kind);
        Assert.NotEmpty(refused.Code);
        Assert.NotEmpty(refused.Message);
    }

    [Fact]
    public async Task Pay_RefusedOnce_IsPaidWhenTheReasonIsGone()
    {
        Turn(SignerMood.WantsRefresh);
        _ = Assert.IsType<PayerAnswer.Refused>(await PayAsync(Order("a")));

        Turn(SignerMood.Willing);

        _ = Assert.IsType<PayerAnswer.Paid>(await PayAsync(Order("b")));
    }

    [Fact]
    public async Task Pay_AnswerLost_IsMadeOnce()
    {
        Turn(SignerMood.LosesAnswers);
        var paying = Payer.PayAsync(Order("a") with { Patience = TimeSpan.FromHours(1) }, CancellationToken.None);
        await Clock.RunUntilAsync(() => Calls > 0, "the signer is asked");

        Turn(SignerMood.Willing);
        await Clock.RunUntilAsync(() => paying.IsCompleted, "the payer answers");

        _ = Assert.IsType<PayerAnswer.Paid>(await paying);
        Assert.Equal(1, Made);
    }

    [Fact]
    public async Task Pay_SignerAwayAndBack_IsMadeOnce()
    {
        _ = await PayAsync(Order("before"));
        await StopAsync();
        var paying = Payer.PayAsync(Order("during") with { Patience = TimeSpan.FromHours(1) }, CancellationToken.None);
        var before = Clock.GetUtcNow();
        await Clock.RunUntilAsync(() => Clock.GetUtcNow() - before > TimeSpan.FromSeconds(10), "ten seconds passed");
        Assert.False(paying.IsCompleted);

        await StartAsync();
        await Clock.RunUntilAsync(() => paying.IsCompleted, "the payer answers");

        _ = Assert.IsType<PayerAnswer.Paid>(await paying);
        Assert.Equal(2, Made);
    }

    [Fact]
    public async Task Pay_SignerNotThere_GivesUpWithItsPatience()
    {
        await StopAsync();

        Assert.Equal((PayerRefusalKind.Unavailable, "payer_unreachable"), await RefusedAsync(Order("a")));
    }

    [Fact]
    public async Task Pay_AnswersAllLost_GivesUpWithItsPatience()
    {
        Turn(SignerMood.LosesAnswers);

        Assert.Equal(PayerRefusalKind.Unavailable, (await RefusedAsync(Order("a"))).Kind);
    }

    [Fact]
    public async Task Pay_AnswerTooLarge_IsNoPayment()
    {
        Turn(SignerMood.Floods);

        Assert.NotEqual(PayerRefusalKind.Unknown, (await RefusedAsync(Order("a"))).Kind);
    }

    [Fact]
    public async Task Pay_CallerGivesUp_IsCancelled()
    {
        Turn(SignerMood.Stalls);
        using var gone = new CancellationTokenSource();
        var paying = Payer.PayAsync(Order("a"), gone.Token);
        await Until.TrueAsync(() => Calls > 0, "the signer is asked");

        await gone.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paying);
        Turn(SignerMood.Willing);
        _ = Assert.IsType<PayerAnswer.Paid>(await PayAsync(Order("b")));
    }

    [Fact]
    public async Task Identity_AskedTwice_IsFetchedOnce()
    {
        _ = await Payer.GetAsync(CancellationToken.None);
        _ = await Payer.GetAsync(CancellationToken.None);
        Assert.Equal(1, IdentityCalls);

        _ = await Payer.AskAnewAsync(CancellationToken.None);

        Assert.Equal(2, IdentityCalls);
    }

    [Fact]
    public async Task Identity_SignerAway_BlamesNobodyElse()
    {
        await StopAsync();

        _ = await Assert.ThrowsAsync<SenderIdentityUnavailableException>(async () => await Payer.GetAsync(CancellationToken.None));
    }

    private async Task<(PayerRefusalKind Kind, string Code)> RefusedAsync(PaymentRequest request)
    {
        var refusal = Assert.IsType<PayerAnswer.Refused>(await PayInTimeAsync(request)).Refusal;
        return (refusal.Kind, refusal.Code);
    }
}
