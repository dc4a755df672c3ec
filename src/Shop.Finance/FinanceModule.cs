using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Asking;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Clearing;
using Shop.Finance.Days;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Ledger.Opening;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Payouts;
using Shop.Finance.Periods;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;

namespace Shop.Finance;

/// <summary>Registers the module.</summary>
public static class FinanceModule
{
    public static IServiceCollection AddFinance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<PeriodGate>();
        services.AddScoped<Journals>();
        services.AddHostedService<RescueSweeper>();
        services.AddScoped<SuspenseItems>();
        services.AddScoped<StrayItems>();
        services.AddScoped<StatementImport>();
        services.AddSingleton<BankDays>();
        services.AddScoped<PayoutsToMatch>().AddScoped<OpenBank>().AddScoped<BankJournals>().AddScoped<Matcher>();
        services.AddHostedService<BankSweeper>();
        services.AddSingleton(configuration.GetSection("Finance").Get<RefundLimits>() ?? new RefundLimits());
        services.AddSingleton(configuration.GetSection("Finance:Fees").Get<FeeSettings>() ?? new FeeSettings());
        services.AddSingleton<PayoutBell>();
        services.AddScoped<TransactionWriter>();
        services.AddScoped<TransactionItems>();
        services.AddScoped<TransactionFaults>();
        services.AddScoped<LedgerFaults>();
        services.AddScoped<PayoutFaults>();
        services.AddScoped<TransitProofs>();
        services.AddScoped<AskFinder>();
        services.AddScoped<Chains>();
        services.AddScoped<OrderChain>();
        services.AddScoped<ChainSteps>();
        services.AddScoped<DaySeries>();
        services.AddScoped<TakingSums>();
        services.AddHostedService<PayoutWorker>();
        services.AddScoped<IncomePosting>();
        services.AddScoped<OldRefunds>();
        services.AddScoped<RefundRecords>();
        services.AddScoped<RefundPosting>();
        services.AddScoped<DailyBalances>();
        services.AddSingleton<LedgerBell>();
        services.AddHostedService<LedgerWorker>();
        return services;
    }
}
