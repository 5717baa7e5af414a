using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text.Json;

namespace DevNet.Check;

/// <summary>Asks the gateway for one image, as an app would.</summary>
internal static class ImageCheck
{
    private const int Width = 320;
    private const int Height = 192;

    public static async Task<IReadOnlyList<string>> FindingsAsync(HttpClient http, Uri gateway, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(JsonDocument.Parse($$"""{"prompt":"a lighthouse at dusk","width":{{Width}},"height":{{Height}}}""").RootElement);
        using var answer = await http.PostAsync(new Uri(gateway, "text-to-image"), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return [$"text-to-image was answered {(int)answer.StatusCode}: {text}"];
        }

        using var document = JsonDocument.Parse(text);
        var url = document.RootElement.GetProperty("images")[0].GetProperty("url").GetString()!;
        var picture = await http.GetByteArrayAsync(new Uri(gateway, url), cancellationToken);
        return IsPng(picture) ? [] : [$"{url} is no PNG of {Width}x{Height}"];
    }

    private static bool IsPng(ReadOnlySpan<byte> file) =>
        file.Length > 24
        && file[..8].SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])
        && BinaryPrimitives.ReadInt32BigEndian(file[16..]) == Width
        && BinaryPrimitives.ReadInt32BigEndian(file[20..]) == Height;
}
