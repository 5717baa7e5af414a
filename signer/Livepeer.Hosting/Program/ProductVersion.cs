using System.Reflection;

namespace Livepeer.Hosting.Program;

/// <summary>Version of this build; all programs carry the same.</summary>
public static class ProductVersion
{
    /// <summary>For example 0.1.0.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
