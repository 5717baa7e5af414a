using System.Runtime.CompilerServices;
using Livepeer.Crypto;
using Livepeer.Custody.Keystore;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace Livepeer.Custody.Tests.Keystore;

public sealed class KeystoreCustodianTests : IDisposable
{
    private static readonly Hash32 Digest = Keccak256.Hash("ticket"u8);

    // Only the typed messages of the payments room make one; here any bytes will do.
    private static readonly SignableDigest Signable = Unsafe.BitCast<Hash32, SignableDigest>(Digest);

    private readonly KeystoreCustodian _custodian;

    public KeystoreCustodianTests()
    {
        var key = PrivateKey.Generate();
        _custodian = new KeystoreCustodian(new UnlockedKey(key, Secp256k1.Best.AddressOf(key), FileReadableByOthers: false), Secp256k1.Best);
    }

    [Fact]
    public async Task Sign_ADigest_RecoversToTheAddressAndRepeats()
    {
        var first = await _custodian.SignAsync(Signable, CancellationToken.None);
        Assert.True(Secp256k1.Managed.TryRecover(Digest, first, out var signer));
        Assert.Equal(_custodian.Address, signer);
        Assert.True(_custodian.SignsDeterministically);
        Assert.Equal(first, await _custodian.SignAsync(Signable, CancellationToken.None));
    }

    [Fact]
    public void Sign_ADigest_IsDoneAtOnce() => Assert.True(_custodian.SignAsync(Signable, CancellationToken.None).AsTask().IsCompletedSuccessfully);

    [Fact]
    public async Task Sign_ByManyThreads_GivesTheSameBytes()
    {
        var expected = await _custodian.SignAsync(Signable, CancellationToken.None);
        var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await _custodian.SignAsync(Signable, CancellationToken.None))));
        Assert.All(all, signature => Assert.Equal(expected, signature));
    }

    [Fact]
    public async Task Sign_Nothing_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(async () => await _custodian.SignAsync(default, CancellationToken.None));

    [Fact]
    public async Task Sign_Cancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _custodian.SignAsync(Signable, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Sign_AfterDisposal_IsUnavailable()
    {
        _custodian.Dispose();
        await Assert.ThrowsAsync<CustodyUnavailableException>(async () => await _custodian.SignAsync(Signable, CancellationToken.None));
    }

    public void Dispose() => _custodian.Dispose();
}
