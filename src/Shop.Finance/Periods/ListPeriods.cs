using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Periods;

/// <summary>The thirteen periods of a financial year, by the calendar year it begins in.</summary>
public sealed record ListPeriods(int Year) : IQuery<IReadOnlyList<PeriodRow>>;

/// <summary>One period.</summary>
public sealed record GetPeriod(FinancialPeriod Period) : IQuery<PeriodRow>;

/// <param name="IsOver">Its last day has passed (London).</param>
/// <param name="ChangedBy">Who closed or reopened it last; null where nobody has.</param>
public sealed record PeriodRow(FinancialPeriod Period, bool IsClosed, bool IsOver, DateTime? ChangedAt, string? ChangedBy, string? Reason);

internal sealed class ListPeriodsHandler(ShopDbContext db, TimeProvider clock)
    : IRequestHandler<ListPeriods, IReadOnlyList<PeriodRow>>, IRequestHandler<GetPeriod, PeriodRow>
{
    public async Task<IReadOnlyList<PeriodRow>> Handle(ListPeriods request, CancellationToken cancellationToken)
    {
        var known = await db.Set<FinancePeriod>().AsNoTracking().Where(p => p.Year == request.Year).ToDictionaryAsync(p => p.Number, cancellationToken);
        return [.. Enumerable.Range(1, FinancialPeriod.YearEnd).Select(n => Row(new FinancialPeriod(request.Year, n), known.GetValueOrDefault(n)))];
    }

    public async Task<PeriodRow> Handle(GetPeriod request, CancellationToken cancellationToken) => Row(
        request.Period,
        await db.Set<FinancePeriod>().AsNoTracking().SingleOrDefaultAsync(p => p.Year == request.Period.Year && p.Number == request.Period.Number, cancellationToken));

    private PeriodRow Row(FinancialPeriod period, FinancePeriod? known) =>
        new(period, known?.IsClosed ?? false, period.LastDay < clock.Today(), known?.ChangedAt, known?.ChangedBy, known?.Reason);
}
