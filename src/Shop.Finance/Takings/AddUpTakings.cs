using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>
/// Adds up some of the days whose payments changed, so that pages need not. Returns how many days; nought when none had changed.
/// Moves no money: every sum is the same before and after.
/// </summary>
internal sealed record AddUpTakings : ICommand<int>;

internal sealed class AddUpTakingsHandler(ShopDbContext db, TakingSums sums) : IRequestHandler<AddUpTakings, int>
{
    private const int Days = 31;

    public async Task<int> Handle(AddUpTakings request, CancellationToken cancellationToken)
    {
        var days = await db.Set<TakingChange>().Select(c => c.Day).Distinct().OrderBy(d => d).Take(Days).ToListAsync(cancellationToken);
        if (days.Count == 0) return 0;
        // Before the payments are read: a change that commits after this line keeps its row, and its day is added up again.
        await db.Set<TakingChange>().Where(c => days.Contains(c.Day)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TakingDay>().Where(d => days.Contains(d.Day)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TakingTotal>().Where(t => days.Contains(t.Day)).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(await sums.DaysAsync(days, cancellationToken));
        db.AddRange(await sums.TotalsAsync(days, cancellationToken));
        return days.Count;
    }
}
