using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Livepeer.Crypto.Native;

/// <summary>
/// The functions of libsecp256k1 that this room calls, and one context. The library stays loaded for the life of the process; after
/// it was randomized the context is only read, so threads share it.
/// </summary>
/// <remarks>Source: secp256k1.h, secp256k1_recovery.h.</remarks>
internal sealed unsafe class NativeFunctions
{
    /// <summary>SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY: accepted by every version, needed by the old ones.</summary>
    private const uint ContextFlags = 0x0301;

    /// <summary>The recovery module is optional when the library is built; without this export a library is of no use here.</summary>
    private const string RecoveryMark = "secp256k1_ecdsa_sign_recoverable";

    private NativeFunctions(string libraryName, nint library)
    {
        LibraryName = libraryName;
        SignRecoverable = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, void*, void*, int>)NativeLibrary.GetExport(library, RecoveryMark);
        SerializeSignature = (delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int>)
            NativeLibrary.GetExport(library, "secp256k1_ecdsa_recoverable_signature_serialize_compact");
        ParseSignature = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int>)
            NativeLibrary.GetExport(library, "secp256k1_ecdsa_recoverable_signature_parse_compact");
        Recover = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)NativeLibrary.GetExport(library, "secp256k1_ecdsa_recover");
        CreatePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)NativeLibrary.GetExport(library, "secp256k1_ec_pubkey_create");
        SerializePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int>)
            NativeLibrary.GetExport(library, "secp256k1_ec_pubkey_serialize");
        Context = CreateContext(library);
    }

    /// <summary>File name under which the library was found.</summary>
    public string LibraryName { get; }

    /// <summary>The context every call takes first.</summary>
    public nint Context { get; }

    /// <summary>(context, opaque signature out, digest, key, nonce function or null, its data or null) → 1 on success.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, void*, void*, int> SignRecoverable { get; }

    /// <summary>(context, r and s out, recovery id out, opaque signature) → 1.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int> SerializeSignature { get; }

    /// <summary>(context, opaque signature out, r and s, recovery id) → 1 when r and s are in range.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int> ParseSignature { get; }

    /// <summary>(context, opaque public key out, opaque signature, digest) → 1 when a key fits.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int> Recover { get; }

    /// <summary>(context, opaque public key out, key) → 1 on success.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> CreatePublicKey { get; }

    /// <summary>(context, bytes out, length in and out, opaque public key, form) → 1.</summary>
    public delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int> SerializePublicKey { get; }

    /// <summary>File names tried, newest first: distributions ship different major versions, all with the functions used here.</summary>
    private static string[] Candidates => OperatingSystem.IsWindows()
        ? ["libsecp256k1-6.dll", "libsecp256k1-5.dll", "libsecp256k1-2.dll", "libsecp256k1-1.dll", "libsecp256k1-0.dll", "secp256k1.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libsecp256k1.6.dylib", "libsecp256k1.5.dylib", "libsecp256k1.2.dylib", "libsecp256k1.1.dylib", "libsecp256k1.0.dylib", "libsecp256k1.dylib"]
            : ["libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so.0", "libsecp256k1.so"];

    /// <summary>Loads the newest library that has the recovery module; null where there is none.</summary>
    public static NativeFunctions? TryLoad()
    {
        foreach (var candidate in Candidates)
        {
            if (!NativeLibrary.TryLoad(candidate, out var library))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(library, RecoveryMark, out _))
            {
                return new NativeFunctions(candidate, library);
            }

            NativeLibrary.Free(library);
        }

        return null;
    }

    private static nint CreateContext(nint library)
    {
        var create = (delegate* unmanaged[Cdecl]<uint, nint>)NativeLibrary.GetExport(library, "secp256k1_context_create");
        var randomize = (delegate* unmanaged[Cdecl]<nint, byte*, int>)NativeLibrary.GetExport(library, "secp256k1_context_randomize");
        var context = create(ContextFlags);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        try
        {
            fixed (byte* seedBytes = seed)
            {
                // Blinds the multiplication by the key against side channels.
                return randomize(context, seedBytes) == 1 ? context : throw new CryptographicException("libsecp256k1 could not randomize its context.");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
