namespace RemoteSigner.Admission;

/// <summary>How many calls are let in; 0 for any number.</summary>
/// <param name="InFlight">At the same moment.</param>
/// <param name="PerSecond">Within a second; as many may come at once.</param>
internal readonly record struct CallLimits(int InFlight, int PerSecond);
