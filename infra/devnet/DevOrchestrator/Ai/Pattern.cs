using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DevOrchestrator.Ai;

/// <summary>The picture that stands for a generated image: stripes and a disc whose colours and places follow from prompt and seed.</summary>
internal static class Pattern
{
    public static byte[] Draw(string prompt, long seed, int width, int height)
    {
        Span<byte> seedBytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(seedBytes, seed);
        var dice = SHA256.HashData([.. seedBytes, .. Encoding.UTF8.GetBytes(prompt)]);
        var (centreX, centreY) = (width * (64 + (dice[9] / 2)) / 256, height * (64 + (dice[10] / 2)) / 256);
        var radius = Math.Max(1, Math.Min(width, height) * (32 + (dice[11] / 4)) / 256);
        return Png.Write(width, height, (y, row) =>
        {
            for (var x = 0; x < width; x++)
            {
                var (dx, dy) = (x - centreX, y - centreY);
                var isInDisc = (dx * dx) + (dy * dy) < radius * radius;
                var stripe = ((x + (y * (1 + (dice[12] % 3)))) >> (4 + (dice[13] % 3))) & 1;
                var colour = dice.AsSpan(isInDisc ? 0 : 3 + (3 * stripe), 3);
                for (var channel = 0; channel < 3; channel++)
                {
                    row[(3 * x) + channel] = (byte)((colour[channel] + (y * 64 / height)) & 0xff);
                }
            }
        });
    }
}
