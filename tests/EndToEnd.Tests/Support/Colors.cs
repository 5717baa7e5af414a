using System.Diagnostics;

namespace EndToEnd.Tests.Support;

/// <summary>The mean colour of every frame of a file, as ffmpeg decodes it.</summary>
internal static class Colors
{
    public static async Task<IReadOnlyList<(byte Red, byte Green, byte Blue)>> OfAsync(string file)
    {
        string[] arguments = ["-nostdin", "-v", "error", "-i", file, "-an", "-vf", "scale=1:1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        using var pixels = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(pixels);
        await process.WaitForExitAsync();
        return [.. pixels.ToArray().Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2]))];
    }
}
