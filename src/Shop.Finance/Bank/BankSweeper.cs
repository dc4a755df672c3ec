using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Finance.Bank.Matching;
using Shop.Kernel.Messaging;

namespace Shop.Finance.Bank;

/// <summary>Every hour looks at what is open on the bank: see <see cref="SweepBank"/>.</summary>
internal sealed class BankSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BankSweeper> log)
    : Sweeper(scopes, clock, log, TimeSpan.FromHours(1), atStart: false)
{
    protected override Task RoundAsync(int round, CancellationToken ct) => SendAsync(new SweepBank(), ct);
}
