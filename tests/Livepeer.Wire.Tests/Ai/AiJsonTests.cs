using System.Text.Json;
using Livepeer.Wire.Ai;
using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Tests.Ai;

public sealed class AiJsonTests
{
    [Fact]
    public void UnknownFields_Forwarded_StayAsTheyCame()
    {
        const string Body = """{"prompt":"a lighthouse","guidance_scale":7.50,"loras":"{\"a\":1}","new_thing":[1,{"x":null}]}""";

        var request = JsonSerializer.Deserialize(Body, AiJsonContext.Default.TextToImageRequestJson)! with { ModelId = "m", Width = 512 };

        Assert.Equal(
            """{"model_id":"m","prompt":"a lighthouse","width":512,"guidance_scale":7.50,"loras":"{\u0022a\u0022:1}","new_thing":[1,{"x":null}]}""",
            JsonSerializer.Serialize(request, AiJsonContext.Default.TextToImageRequestJson));
    }

    [Fact]
    public void Images_Rewritten_KeepTheRest()
    {
        const string Body = """{"images":[{"nsfw":false,"seed":280278971,"url":"https://o/a.png","x":1}],"y":2}""";

        var response = JsonSerializer.Deserialize(Body, AiJsonContext.Default.ImageResponseJson)!;

        Assert.Equal(280278971, Assert.Single(response.Images).Seed);
        Assert.Equal(
            """{"images":[{"url":"/stream/1.png","seed":280278971,"nsfw":false,"x":1}],"y":2}""",
            JsonSerializer.Serialize(response with { Images = [response.Images[0] with { Url = "/stream/1.png" }] }, AiJsonContext.Default.ImageResponseJson));
    }

    [Fact]
    public void Error_Written_HasTheEnvelopeThatClientsParse() =>
        Assert.Equal(
            """{"error":{"message":"no","code":"no_orchestrator"}}""",
            JsonSerializer.Serialize(new ErrorJson { Error = new ErrorBodyJson { Message = "no", Code = "no_orchestrator" } }, AiJsonContext.Default.ErrorJson));

    [Fact]
    public void BatchPipelines_ButVideo_HaveDefaultModels()
    {
        Assert.True(DefaultModels.TryGet(Capability.TextToImage, out var model));
        Assert.Equal("stabilityai/sdxl-turbo", model);
        Assert.False(DefaultModels.TryGet(Capability.H264, out _));
    }
}
