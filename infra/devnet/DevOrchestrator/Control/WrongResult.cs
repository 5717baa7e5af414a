namespace DevOrchestrator.Control;

/// <summary>How the results of transcoding are falsified.</summary>
public enum WrongResult
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The rendition's bytes differ from those that were signed.</summary>
    Rendition,

    /// <summary>The signature is that of another key.</summary>
    Signature,

    /// <summary>Twice the pixels are reported, and debited.</summary>
    Pixels,
}
