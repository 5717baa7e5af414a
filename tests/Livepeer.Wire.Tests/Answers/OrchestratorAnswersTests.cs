using System.Net;
using Livepeer.Wire.Answers;
using TestKit;

namespace Livepeer.Wire.Tests.Answers;

public sealed class OrchestratorAnswersTests
{
    [Theory]
    [InlineData(402, "illegal base64 data at input byte 4\n", OrchestratorAnswer.Ours)]
    [InlineData(403, "ErrSegSig\n", OrchestratorAnswer.Ours)]
    [InlineData(403, "Forbidden\n", OrchestratorAnswer.Ours)]
    [InlineData(403, "missing auth token\n", OrchestratorAnswer.PaymentRefreshable)]
    [InlineData(403, "invalid auth token\n", OrchestratorAnswer.PaymentRefreshable)]
    [InlineData(403, "expired auth token\n", OrchestratorAnswer.PaymentRefreshable)]
    [InlineData(403, "incompatible capabilities\n", OrchestratorAnswer.NotCapable)]
    [InlineData(403, "OrchestratorCapped\n", OrchestratorAnswer.Busy)]
    [InlineData(400, "TicketParams expired\n", OrchestratorAnswer.PaymentRefreshable)]
    [InlineData(400, "invalid recipientRand for ticket recipientRandHash\n", OrchestratorAnswer.PaymentRefreshable)]
    [InlineData(400, "invalid ticket senderNonce: already seen sender=0xbA nonce=1\n", OrchestratorAnswer.NonceClash)]
    [InlineData(400, "Insufficient balance\n", OrchestratorAnswer.AccountingDrift)]
    [InlineData(400, "deposit and reserve for sender 0xbA is set to unlock soon\n", OrchestratorAnswer.SenderAccount)]
    [InlineData(400, "BadRequest\n", OrchestratorAnswer.Orchestrator)]
    [InlineData(503, "insufficient capacity\n", OrchestratorAnswer.Busy)]
    [InlineData(503, "", OrchestratorAnswer.Busy)]
    [InlineData(500, "Internal Server Error\n", OrchestratorAnswer.Orchestrator)]
    [InlineData(500, "text-to-image container returned 400: bad\n", OrchestratorAnswer.Client)]
    [InlineData(500, "text-to-image container returned 422: bad\n", OrchestratorAnswer.Client)]
    [InlineData(500, "text-to-image container returned 500: prompt was 'expired auth token'\n", OrchestratorAnswer.Orchestrator)]
    public void HttpRefusal_Classified_ByStatusAndText(int status, string body, OrchestratorAnswer expected) =>
        Assert.Equal(expected, OrchestratorAnswers.OfHttp((HttpStatusCode)status, body));

    [Theory]
    [InlineData("Decoder not found", OrchestratorAnswer.NonRetryableSegment)]
    [InlineData("TranscoderInvalidVideo\n", OrchestratorAnswer.NonRetryableSegment)]
    [InlineData("Decoder not found, again", OrchestratorAnswer.Orchestrator)]
    [InlineData("OrchestratorBusy", OrchestratorAnswer.Busy)]
    [InlineData("no transcoders available", OrchestratorAnswer.Busy)]
    [InlineData("Remote transcoder took too long", OrchestratorAnswer.Orchestrator)]
    [InlineData("UnknownResponse", OrchestratorAnswer.Orchestrator)]
    public void TranscodeError_Classified_ByText(string error, OrchestratorAnswer expected) => Assert.Equal(expected, OrchestratorAnswers.OfTranscodeError(error));

    [Theory]
    [InlineData("Invalid orchestrator request: OrchestratorCapped", OrchestratorAnswer.Busy)]
    [InlineData("Invalid orchestrator request: orchestrator req sig check failed", OrchestratorAnswer.Ours)]
    [InlineData("insufficient sender reserve", OrchestratorAnswer.SenderAccount)]
    [InlineData("authentication failed: no", OrchestratorAnswer.Orchestrator)]
    public void GetOrchestratorRefusal_Classified_ByText(string detail, OrchestratorAnswer expected) => Assert.Equal(expected, OrchestratorAnswers.OfGetOrchestrator(detail));

    /// <summary>Each refusal that go-livepeer's own payment check gave is somebody's: none is left to "the orchestrator failed" but two that are.</summary>
    [Fact]
    public void RecordedPaymentRefusals_Classified_AreNotTheOrchestrators()
    {
        using var document = Vectors.Load("recipient.json");
        var unexplained = document.RootElement.GetProperty("cases").EnumerateArray()
            .SelectMany(payment => payment.GetProperty("steps").EnumerateArray())
            .Where(step => step.TryGetProperty("verdict", out var verdict) && !verdict.GetProperty("accepted").GetBoolean())
            .Select(step => step.GetProperty("verdict").GetProperty("error").GetString() ?? "")
            .Where(error => error.Length > 0 && OrchestratorAnswers.OfHttp(HttpStatusCode.BadRequest, error) == OrchestratorAnswer.Orchestrator)
            .ToArray();

        Assert.All(unexplained, error => Assert.True(
            error.Contains("is inactive in round", StringComparison.Ordinal) || error.StartsWith("could not get sender info", StringComparison.Ordinal) || error == "invalid ticket recipient",
            error));
    }
}
