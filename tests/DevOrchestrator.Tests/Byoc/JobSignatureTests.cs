using System.Text;
using DevOrchestrator.Byoc;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Tests.Byoc;

public sealed class JobSignatureTests
{
    private static readonly JobRequestJson Job = ByocJson.Read(Convert.FromBase64String(PublishedJob.V0Header), ByocJson.Default.JobRequestJson)!;

    private static EthAddress Sender => EthAddress.TryParse(PublishedJob.Sender, out var address) ? address : default;

    [Fact]
    public void Messages_PublishedJob_AreThePublishedBytes()
    {
        Assert.Equal(PublishedJob.V0Message, Convert.ToHexStringLower(JobSignature.V0Message(Job)));
        Assert.Equal(PublishedJob.V1Message, Convert.ToHexStringLower(JobSignature.V1Message(Job)));
    }

    [Theory]
    [InlineData(ByocSignatures.V0, true)]
    [InlineData(ByocSignatures.V1, false)]
    [InlineData(ByocSignatures.Either, true)]
    [InlineData(ByocSignatures.None, false)]
    public void IsValid_PublishedV0_OnlyWhereV0IsTaken(ByocSignatures forms, bool isValid) => Assert.Equal(isValid, JobSignature.IsValid(Job, Sender, forms));

    [Theory]
    [InlineData(ByocSignatures.V0, false)]
    [InlineData(ByocSignatures.V1, true)]
    [InlineData(ByocSignatures.Either, true)]
    public void IsValid_PublishedV1_OnlyWhereV1IsTaken(ByocSignatures forms, bool isValid) =>
        Assert.Equal(isValid, JobSignature.IsValid(Job with { Sig = PublishedJob.V1Signature }, Sender, forms));

    [Fact]
    public void IsValid_OtherIdOrTimeout_BreaksV1AndNotV0()
    {
        var other = Job with { Id = "job-2", TimeoutSeconds = 31 };

        Assert.True(JobSignature.IsValid(other, Sender, ByocSignatures.V0));
        Assert.False(JobSignature.IsValid(other with { Sig = PublishedJob.V1Signature }, Sender, ByocSignatures.V1));
        Assert.False(JobSignature.IsValid(Job with { Parameters = "{ }" }, Sender, ByocSignatures.V0));
    }

    [Fact]
    public void IsValid_PublishedAddressHeader_IsSignedOverTheTextAsSent()
    {
        var asker = ByocJson.Read(Convert.FromBase64String(PublishedJob.EthAddressHeader), ByocJson.Default.JobSenderJson)!;

        Assert.True(JobSignature.IsValid(asker, Sender));
        Assert.False(JobSignature.IsValid(asker with { Addr = asker.Addr.ToLowerInvariant() }, Sender));
        Assert.False(JobSignature.IsValid(asker with { Sig = "0xzz" }, Sender));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"timeout_seconds":"30"}""")]
    public void Read_OtherDocument_IsNull(string text) => Assert.Null(ByocJson.Read(Encoding.UTF8.GetBytes(text), ByocJson.Default.JobRequestJson));

    [Fact]
    public void Read_OtherCase_IsReadAsGoReadsIt()
    {
        var job = ByocJson.Read("""{"ID":"j","Capability":"echo","Timeout_Seconds":5,"unknown":[1]}"""u8.ToArray(), ByocJson.Default.JobRequestJson);

        Assert.Equal(("j", "echo", 5), (job!.Id, job.Capability, job.TimeoutSeconds));
    }
}
