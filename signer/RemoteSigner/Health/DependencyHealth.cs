namespace RemoteSigner.Health;

/// <summary>Whether one thing that payments need works.</summary>
/// <param name="Name">key, ledger or chain.</param>
/// <param name="Works">Whether payments can use it.</param>
/// <param name="Detail">What is known of it, safe to show.</param>
internal sealed record DependencyHealth(string Name, bool Works, string Detail);
