using System.Collections.Concurrent;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Desk;

/// <summary>
/// Signatures of credentials without a segment. They depend on the manifest id alone, and half of what a payment costs is its second signature. Bounded:
/// when it is full it begins anew, which costs each manifest one more signature.
/// </summary>
internal sealed class ConstantCredentials
{
    private const int Capacity = 8_192;

    private readonly ConcurrentDictionary<string, Signature65> _byManifest = new();

    public bool TryGet(SegmentCredentials credentials, out Signature65 signature)
    {
        signature = default;
        return credentials.HasNoSegment && _byManifest.TryGetValue(credentials.ManifestId, out signature);
    }

    public void Keep(SegmentCredentials credentials, Signature65 signature)
    {
        if (!credentials.HasNoSegment)
        {
            return;
        }

        if (_byManifest.Count >= Capacity)
        {
            _byManifest.Clear();
        }

        _byManifest[credentials.ManifestId] = signature;
    }
}
