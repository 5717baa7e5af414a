using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>
/// Hash of everything that decides what a payment's bytes and books are. Left out: tenant and idempotency key, which the record is found by;
/// the caller's maximum price and the settlements, which decide only whether there is a payment; names that appear in messages alone.
/// </summary>
/// <remarks>Ledgers store it: a change of the encoding needs another <see cref="Version"/> and makes retries of stored payments fail.</remarks>
internal readonly ref struct OrderFingerprint
{
    private const byte Version = 2;
    private const byte VideoSegment = 1;
    private const byte Ai = 2;
    private const byte Live = 3;
    private const byte Fixed = 4;
    private const byte Units = 5;
    private const byte Byoc = 6;

    private readonly ArrayBufferWriter<byte> _bytes;

    private OrderFingerprint(ArrayBufferWriter<byte> bytes) => _bytes = bytes;

    public static Hash32 Of(PaymentOrder order, EthAddress sender)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        var writer = new OrderFingerprint(bytes);
        writer.Byte(Version);
        writer.Address(sender);
        writer.Text(order.PaymentSessionId);
        writer.Offer(order.Offer);
        writer.Job(order.Job, order.Offer);
        return Keccak256.Hash(bytes.WrittenSpan);
    }

    private void Offer(OrchestratorOffer offer)
    {
        var price = offer.Price!;
        Number(price.PricePerUnit);
        Number(price.PixelsPerUnit);
        Number(price.Capability);
        Text(price.Constraint);
        Byte(offer.AuthToken is null ? (byte)0 : (byte)1);
        if (offer.AuthToken is { } token)
        {
            Bytes(token.Token.Span);
            Text(token.SessionId);
            Number(token.ExpirationUnixSeconds);
        }

        if (offer.TicketParameters is not { } parameters)
        {
            // The recipient is then the orchestrator's address, which names the balance.
            Byte(0);
            Address(offer.Address);
            return;
        }

        Byte(1);
        Parameters(parameters);
    }

    private void Parameters(TicketParameters parameters)
    {
        Address(parameters.Recipient);
        Number(parameters.FaceValue.Amount);
        Number(parameters.WinProbability.Scaled);
        Hash(parameters.RecipientRandHash);
        Number(parameters.Seed);
        Number(parameters.ExpirationBlock);
        Byte(parameters.Expiration is null ? (byte)0 : (byte)1);
        if (parameters.Expiration is { } expiration)
        {
            Number(expiration.CreationRound);
            Hash(expiration.CreationRoundBlockHash);
        }
    }

    private void Job(Job job, OrchestratorOffer offer)
    {
        switch (job)
        {
            case VideoSegmentJob video:
                Byte(VideoSegment);
                Video(video);
                break;
            case AiJob ai:
                Byte(Ai);
                Number(ai.Capability);
                Text(ai.ModelId);
                Number(ai.Units);
                Bytes(ai.Capabilities.Span);
                Text(offer.Transcoder);
                break;
            case LiveJob live:
                Byte(Live);
                Integer((int)live.Unit);
                Metered(live);
                break;
            case FixedJob paidOnce:
                Byte(Fixed);
                Metered(paidOnce);
                break;
            case UnitsJob counted:
                Byte(Units);
                Number(counted.Units);
                Metered(counted);
                break;
            case ByocJob byoc:
                Byte(Byoc);
                Text(byoc.Capability);
                Integer(byoc.Seconds);
                Number(byoc.OrchestratorBalanceWei);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Metered(MeteredJob job)
    {
        Text(job.ManifestId);
        Text(job.App);
        Bytes(job.Capabilities.Span);
    }

    private void Video(VideoSegmentJob job)
    {
        Text(job.ManifestId);
        Number(job.Sequence);
        Hash(job.SegmentHash);
        Integer(job.DurationMillis);
        Bytes(job.Capabilities.Span);
        Byte(job.ForceSessionReinit ? (byte)1 : (byte)0);
        Integer(job.Storage.Length);
        foreach (var storage in job.Storage)
        {
            Bytes(storage.Span);
        }

        Integer(job.Profiles.Length);
        foreach (var profile in job.Profiles)
        {
            Text(profile.Name);
            ReadOnlySpan<int> numbers =
            [
                profile.Width, profile.Height, profile.Bitrate, profile.Fps, profile.FpsDen,
                profile.Format, profile.EncoderProfile, profile.GopMillis, profile.Encoder, profile.Quality,
            ];
            foreach (var number in numbers)
            {
                Integer(number);
            }
        }
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Number(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    private void Number(BigInteger value)
    {
        var length = value.GetByteCount(isUnsigned: true);
        Integer(length);
        value.TryWriteBytes(_bytes.GetSpan(length), out _, isUnsigned: true, isBigEndian: true);
        _bytes.Advance(length);
    }

    private void Address(EthAddress value)
    {
        value.CopyTo(_bytes.GetSpan(EthAddress.Size));
        _bytes.Advance(EthAddress.Size);
    }

    private void Hash(Hash32 value)
    {
        value.CopyTo(_bytes.GetSpan(Hash32.Size));
        _bytes.Advance(Hash32.Size);
    }

    // UTF-16 units as they are: every text has exactly one encoding, also one that is no valid Unicode.
    private void Text(string value) => Bytes(MemoryMarshal.AsBytes(value.AsSpan()));

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Integer(value.Length);
        _bytes.Write(value);
    }

    private void Integer(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }
}
