using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Ledger.Income;

/// <summary>
/// Turns income in advance into income when the period of the service has come (London): a journal each, dated the first day of that
/// period; what was refunded meanwhile is not released. At most 200 at a time; returns how many. Does nothing for what was released before.
/// </summary>
internal sealed record ReleaseIncome : ICommand<int>;

internal sealed class ReleaseIncomeHandler(ShopDbContext db, Journals journals, TimeProvider clock, ILogger<ReleaseIncomeHandler> log) : IRequestHandler<ReleaseIncome, int>
{
    private const int AtATime = 200;

    public async Task<int> Handle(ReleaseIncome request, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var due = await db.Set<DeferredIncome>().Where(d => d.ReleasedAt == null && d.ReleaseOn <= today)
            .OrderBy(d => d.ReleaseOn).ThenBy(d => d.Id).Take(AtATime).ToListAsync(cancellationToken);
        foreach (var one in due) one.Release(clock.UtcNow());
        await journals.PostAllAsync([.. due.Where(d => d.LeftPence > 0).Select(Draft)], cancellationToken);
        if (due.Count > 0) log.LogInformation("Released {Count} incomes in advance", due.Count);
        return due.Count;
    }

    private static JournalDraft Draft(DeferredIncome income)
    {
        var codes = new LedgerPosting(LedgerAccount.Income, 0, income.LeftPence, income.CostCentre, income.Subjective, income.VatCode, income.OrderReference);
        return new JournalDraft(
            $"release:{income.Id}", JournalKind.IncomeReleased, income.ReleaseOn, $"Order {Words(income.OrderReference)}: paid in advance, the service is in this period",
            [codes.Mirrored() with { Account = LedgerAccount.IncomeInAdvance }, codes], null, null);
    }

    private static string Words(string reference) => OrderReference.TryParse(reference, out var parsed) ? parsed.ToString() : reference;
}
