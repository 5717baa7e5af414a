namespace RemoteSigner.Tenants.Registry;

/// <summary>What a command makes of the table.</summary>
internal abstract record TenantEdit
{
    private TenantEdit()
    {
    }

    /// <summary>Another table.</summary>
    /// <param name="Table">All tenants after it.</param>
    /// <param name="Tenant">The one that it was about.</param>
    public sealed record Changed(TenantTable Table, Tenant Tenant) : TenantEdit;

    /// <summary>Nothing.</summary>
    /// <param name="Reason">Why not, and what to do.</param>
    public sealed record Refused(string Reason) : TenantEdit;
}
