namespace Livepeer.Custody.Keystore;

/// <summary>Why a key file could not be used or written.</summary>
public enum KeystoreProblem
{
    /// <summary>Not stated; never thrown.</summary>
    Unknown = 0,

    /// <summary>There is no file (or no folder above it).</summary>
    Missing,

    /// <summary>The file may not be read or written, is a folder, or reading failed.</summary>
    Inaccessible,

    /// <summary>A key file that is not JSON, cut short, too long, or lacks a field; a passphrase file that is too long or has several lines.</summary>
    Malformed,

    /// <summary>Another version, cipher or key derivation than V3 with AES-128-CTR and scrypt or PBKDF2-SHA-256 has.</summary>
    Unsupported,

    /// <summary>The file asks for more memory or time than a key file reasonably does.</summary>
    TooCostly,

    /// <summary>The passphrase does not open the file (or the file was damaged: the two cannot be told apart).</summary>
    WrongPassphrase,

    /// <summary>The key inside belongs to another address than the file or the operator says.</summary>
    AddressMismatch,

    /// <summary>Writing was refused because the file is there already.</summary>
    AlreadyThere,
}
