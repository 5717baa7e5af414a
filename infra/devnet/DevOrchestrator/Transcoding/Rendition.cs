namespace DevOrchestrator.Transcoding;

/// <summary>One encoded output and the pixels in it: width x height x frames.</summary>
internal sealed record Rendition(byte[] Bytes, long Pixels);
