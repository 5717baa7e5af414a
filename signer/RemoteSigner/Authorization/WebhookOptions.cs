namespace RemoteSigner.Authorization;

/// <summary>The authorization webhook that the operator configured.</summary>
/// <param name="Url">What is asked.</param>
/// <param name="Headers">What it is asked with; they may hold secrets and are never logged.</param>
internal sealed record WebhookOptions(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers);
