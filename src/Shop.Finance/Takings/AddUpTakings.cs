using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Takings;

/// <summary>
/// Adds up some of the days whose payments changed, so that pages need not. Returns how many days, nought when none had changed: fewer than
/// <see cref="AtATime"/> means that no more waited. Moves no money: every sum is the same before and after.
/// </summary>
internal sealed record AddUpTakings : ICommand<int>
{
    public const int AtATime = 31;
}

/// <summary>Lets every day be added up again, once a night: sums that somebody changed past the shop do not stay. Returns how many days.</summary>
internal sealed record AddUpAgain : ICommand<int>;

internal sealed class AddUpTakingsHandler(ShopDbContext db, TakingSums sums) : IRequestHandler<AddUpTakings, int>, IRequestHandler<AddUpAgain, int>
{
    public async Task<int> Handle(AddUpAgain request, CancellationToken cancellationToken)
    {
        var days = await db.Set<FinancePayment>().Where(p => p.FinancialDate != null).Select(p => p.FinancialDate!.Value)
            .Union(db.Set<TakingDay>().Select(d => d.Day)).Union(db.Set<TakingTotal>().Select(t => t.Day)).ToListAsync(cancellationToken);
        db.AddRange(days.Select(d => new TakingChange(d)));
        return days.Count;
    }

    public async Task<int> Handle(AddUpTakings request, CancellationToken cancellationToken)
    {
        var days = await db.Set<TakingChange>().Select(c => c.Day).Distinct().OrderBy(d => d).Take(AddUpTakings.AtATime).ToListAsync(cancellationToken);
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
