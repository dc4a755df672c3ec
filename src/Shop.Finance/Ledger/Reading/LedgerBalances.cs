using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Reading;

/// <summary>What an account holds at the end of a London day, for the proofs: debits less credits, in pence.</summary>
internal sealed class LedgerBalances(ShopDbContext db)
{
    public Task<long> AtEndOfAsync(string account, DateOnly day, CancellationToken ct) =>
        DaySum.Of(db).Where(s => s.Account == account && s.FinancialDate <= day).SumAsync(s => s.DebitPence - s.CreditPence, ct);
}
