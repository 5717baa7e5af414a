using System.Collections.Immutable;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;
using RemoteSigner.Configuration;
using RemoteSigner.Halting;
using RemoteSigner.Metrics;
using RemoteSigner.Repair;
using RemoteSigner.Tenants;

namespace RemoteSigner.Hosting;

internal static class PaymentsRegistration
{
    /// <summary>The desk over measured ports, with the operator's limits.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, SignerOptions options, SignerDependencies dependencies)
    {
        services.AddSingleton(new PaymentPolicy
        {
            MaxTicketEv = options.MaxTicketEvWei,
            MaxTotalEv = options.MaxTotalEvWei,
            DepositMultiplier = options.DepositMultiplier,
            NonceLimit = options.NonceLimit,
            Ceilings = options.Ceilings,
            Recipients = options.AllowedRecipients?.ToImmutableHashSet(),
            LiveRunway = options.LiveRunway,
        });
        services.AddSingleton<ILedgerStore>(dependencies.Ledger);
        services.AddSingleton(dependencies.Chain);
        services.AddSingleton(dependencies.Audit).AddSingleton<IAuditLog>(dependencies.Audit);
        services.AddSingleton<ILedger>(provider => new MeteredLedger(
            dependencies.Ledger,
            provider.GetRequiredService<SignerMetrics>(),
            provider.GetRequiredService<TenantUsage>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LatchedSwitch(dependencies.Ledger, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ISigningSwitch>(provider => provider.GetRequiredService<LatchedSwitch>()).AddSingleton<IUsageLog>(dependencies.Ledger).AddSingleton<ILedgerRepair>(dependencies.Ledger);
        services.AddSingleton<IKeyCustodian>(provider =>
            new MeteredCustodian(dependencies.Key, provider.GetRequiredService<SignerMetrics>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<LedgerRepair>().AddSingleton<PaymentDesk>();
    }
}
