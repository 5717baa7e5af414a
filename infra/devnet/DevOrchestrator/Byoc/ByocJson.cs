using System.Text.Json;
using System.Text.Json.Serialization;

namespace DevOrchestrator.Byoc;

/// <summary>JSON as Go writes and reads it: zero members are left out, names are matched in any case.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(JobRequestJson))]
[JsonSerializable(typeof(JobSenderJson))]
[JsonSerializable(typeof(JobTokenJson))]
internal sealed partial class ByocJson : JsonSerializerContext
{
    /// <summary>Null when the bytes are not such a document.</summary>
    public static T? Read<T>(byte[] bytes, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
