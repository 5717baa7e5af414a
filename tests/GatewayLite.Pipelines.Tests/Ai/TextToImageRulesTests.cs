using System.Text;
using System.Text.Json;
using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class TextToImageRulesTests
{
    [Theory]
    [InlineData("""{"prompt":"a","width":1024,"height":576,"num_images_per_prompt":1}""", 589_824)]
    [InlineData("""{"prompt":"a"}""", 262_144)]
    [InlineData("""{"prompt":"a","num_images_per_prompt":3}""", 786_432)]
    [InlineData("""{"prompt":"a","num_images_per_prompt":0}""", 262_144)]
    [InlineData("""{"prompt":"a","num_images_per_prompt":-5}""", 262_144)]
    public void Plan_GoodRequest_CountsWhatOrchestratorsDebit(string body, long units) => Assert.Equal(units, Ready(body).Job.Units);

    [Fact]
    public void Plan_AbsentFields_AreFilledInAndOthersKept()
    {
        var forwarded = JsonDocument.Parse(Ready("""{"prompt":"a","seed":7,"newer_field":{"x":1}}""").Body).RootElement;

        Assert.Equal("default/model", forwarded.GetProperty("model_id").GetString());
        Assert.Equal((512, 512, 1), (forwarded.GetProperty("width").GetInt32(), forwarded.GetProperty("height").GetInt32(), forwarded.GetProperty("num_images_per_prompt").GetInt32()));
        Assert.Equal((7, 1), (forwarded.GetProperty("seed").GetInt32(), forwarded.GetProperty("newer_field").GetProperty("x").GetInt32()));
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("null", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("{\"prompt\":\"a\"", "invalid_json")]
    [InlineData("""{"prompt":5}""", "invalid_json")]
    [InlineData("""{"prompt":"a","width":"wide"}""", "invalid_json")]
    [InlineData("""{"prompt":"a","width":512.5}""", "invalid_json")]
    [InlineData("""{}""", "missing_prompt")]
    [InlineData("""{"prompt":"  "}""", "missing_prompt")]
    [InlineData("""{"prompt":"a","width":0}""", "out_of_range")]
    [InlineData("""{"prompt":"a","height":100000}""", "out_of_range")]
    [InlineData("""{"prompt":"a","num_images_per_prompt":1000}""", "out_of_range")]
    [InlineData("""{"prompt":"a","num_inference_steps":0}""", "out_of_range")]
    [InlineData("""{"prompt":"a","model_id":"caf\u00e9"}""", "invalid_model_id")]
    [InlineData("""{"prompt":"a","safety_check":"yes"}""", "wrong_type")]
    [InlineData("""{"prompt":"a","seed":1.5}""", "wrong_type")]
    public void Plan_WrongRequest_SaysWhatIsWrong(string body, string code) =>
        Assert.Equal(code, Assert.IsType<AiJobPlan.Wrong>(TextToImageRules.Plan(Encoding.UTF8.GetBytes(body), "default/model")).Code);

    [Fact]
    public void Plan_InvalidUtf8_IsInvalidJson() =>
        Assert.Equal("invalid_json", Assert.IsType<AiJobPlan.Wrong>(TextToImageRules.Plan([0x7b, 0x22, 0xff, 0xfe], "default/model")).Code);

    private static AiJobPlan.Ready Ready(string body) => Assert.IsType<AiJobPlan.Ready>(TextToImageRules.Plan(Encoding.UTF8.GetBytes(body), "default/model"));
}
