using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using FsCheck.Xunit;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Signables;

/// <summary>Requirement S1: whoever chooses manifest id, number, hash and renditions cannot have a ticket signed under the name of a segment.</summary>
public class SignablesNeverCollideTests
{
    private const int WithoutRound = 168;
    private const int WithRound = 232;

    // No account of any chain holds 2^248 wei, and no ticket is made whose face value is above the deposit.
    private static readonly BigInteger ImpossibleFaceValue = BigInteger.One << 248;

    // The attack: every length of manifest id and every number of renditions that gives the length of a preimage, each filled with what a ticket has there.
    [Property(MaxTest = 500)]
    public void SegmentThatImitatesATicket_EveryCut_NeverReadsAsOne(byte[] seed, uint nonce, bool withRound)
    {
        var preimage = Imitated(seed, nonce, withRound);
        for (var profiles = 0; profiles <= SegmentCredentials.MaxProfiles; profiles++)
        {
            var length = preimage.Length - 64 - (8 * profiles);
            if (length is < 1 or > SegmentCredentials.MaxManifestIdLength)
            {
                continue;
            }

            var job = Some.Segment(BinaryPrimitives.ReadInt64BigEndian(preimage.AsSpan(length + 24)) & long.MaxValue) with
            {
                ManifestId = Printable(preimage.AsSpan(0, length)),
                SegmentHash = new Hash32(preimage.AsSpan(length + 32, 32)),
                Profiles = SegmentCredentialsTests.Profiles(profiles),
            };
            Assert.False(ReadsAsTicket(SegmentCredentialsTests.Flattened(job)), $"{profiles} renditions");
        }
    }

    [Property(MaxTest = 300)]
    public void PreimageAsManifestId_AnyTicket_IsRefused(byte[] seed, uint nonce, bool withRound)
    {
        // The text whose bytes are the preimage, as a caller would write it.
        var text = Encoding.Latin1.GetString(Imitated(seed, nonce, withRound).AsSpan(0, WithoutRound));
        Assert.False(SegmentCredentials.TryCreate(Some.Segment() with { ManifestId = text }, out _));
        Assert.False(SegmentCredentials.TryCreate(Some.Segment() with { ManifestId = text[..128] }, out _));
    }

    [Property(MaxTest = 200)]
    public void Identity_AnySender_HasNoTicketsLength(byte[] seed)
    {
        var message = OrchestratorIdentity.Message(new EthAddress(Keccak256.Hash(seed).ToArray().AsSpan(0, 20)));
        Assert.Equal(42, message.Length);
    }

    // Every cut of a preimage into two texts, as a caller would write them, and dressed up as objects.
    [Property(MaxTest = 300)]
    public void ByocJobOfAnyTicket_EveryCut_IsRefusedOrReadsAsNone(byte[] seed, uint nonce, bool withRound, byte cut)
    {
        var text = Encoding.Latin1.GetString(Imitated(seed, nonce, withRound));
        var at = cut % text.Length;
        Assert.False(ByocJobMessage.TryCreateV0(text[..at], text[at..], out _));
        Assert.False(ByocJobMessage.TryCreateV0($"{{{text[..at]}}}", $"{{{text[at..]}}}", out _));
        Assert.False(ByocJobMessage.TryCreateV1("job", "echo", $"{{{text}}}", "{}", 30, out _));
    }

    [Property(MaxTest = 300)]
    public void ByocJob_OfTicketsLength_ReadsAsNone(byte[] seed, bool withRound)
    {
        var length = withRound ? WithRound : WithoutRound;
        var filling = Convert.ToHexString(Keccak256.Hash(seed).ToArray()).PadRight(length, '7')[..(length - 4)];
        Assert.True(ByocJobMessage.TryCreateV0($"{{{filling}}}", "{}", out var message));
        Assert.Equal(length, message.Bytes.Length);
        Assert.False(ReadsAsTicket(message.Bytes.ToArray()));
    }

    // Every text that a log's name could smuggle in, and every number; whatever is accepted has no zero byte, and each ticket has 28 in a row.
    [Property(MaxTest = 500)]
    public void AuditCheckpointOfAnyTicket_EveryCut_IsRefusedOrReadsAsNone(byte[] seed, uint nonce, bool withRound, byte cut, long sequence, long time)
    {
        var preimage = Imitated(seed, nonce, withRound);
        var text = Encoding.Latin1.GetString(preimage.AsSpan(cut % preimage.Length)).PadRight(1, 'a');
        var head = new Hash32(preimage.AsSpan(preimage.Length - 32, 32));
        foreach (var name in (string[])[text, text[..Math.Min(text.Length, AuditCheckpointMessage.MaxLogIdLength)], Printable(preimage.AsSpan(0, AuditCheckpointMessage.MaxLogIdLength))])
        {
            if (AuditCheckpointMessage.TryCreate(name, sequence, head, time, out var message))
            {
                Assert.False(message.Bytes.ContainsAnyExceptInRange((byte)'\n', (byte)'~'));
                Assert.False(ReadsAsTicket(message.Bytes));
            }
        }

        Assert.True(AuditCheckpointMessage.TryCreate(Printable(preimage.AsSpan(0, 1 + (cut % 64))), 1 + (sequence & long.MaxValue >> 1), head, time & long.MaxValue, out var accepted));
        Assert.False(ReadsAsTicket(accepted.Bytes));
        Assert.StartsWith("remote-signer audit checkpoint v1\n", Encoding.ASCII.GetString(accepted.Bytes), StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public void Ticket_Any_ReadsAsTicket(byte[] seed, uint nonce, bool withRound) => Assert.True(ReadsAsTicket(Imitated(seed, nonce, withRound)));

    private static byte[] Imitated(byte[] seed, uint nonce, bool withRound)
    {
        var bytes = Keccak256.Hash(seed).ToArray();
        var ticket = new Ticket(
            new EthAddress(bytes.AsSpan(0, 20)),
            new EthAddress(bytes.AsSpan(12, 20)),
            new(new BigInteger(bytes.AsSpan(0, 12), isUnsigned: true)),
            new WinProbability(new BigInteger(bytes, isUnsigned: true)),
            nonce,
            Keccak256.Hash(bytes),
            withRound ? new TicketExpiration(bytes[0] + 1, Keccak256.Hash(seed)) : new TicketExpiration(0, default));
        var preimage = new byte[Ticket.MaxPreimageSize];
        return preimage[..ticket.WritePreimage(preimage)];
    }

    // The nearest that an accepted manifest id comes.
    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            text.Append((char)Math.Clamp(value, (byte)0x20, (byte)0x7e));
        }

        return text.ToString();
    }

    private static bool ReadsAsTicket(ReadOnlySpan<byte> message) =>
        message.Length is WithoutRound or WithRound
        && new BigInteger(message.Slice(40, 32), isUnsigned: true, isBigEndian: true) < ImpossibleFaceValue
        && !message.Slice(104, 28).ContainsAnyExcept((byte)0)
        && (message.Length == WithoutRound || !message.Slice(168, 24).ContainsAnyExcept((byte)0));
}
