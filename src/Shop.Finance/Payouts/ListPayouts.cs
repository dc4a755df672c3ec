using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Payouts;

/// <summary>Payouts of a filter in an order, 50 at a time, with the sums of the whole filter.</summary>
/// <param name="After">The <see cref="PayoutPage.Next"/> of the page before; null for the first.</param>
public sealed record ListPayouts(PayoutFilter Filter, string? After, ListOrder Order = ListOrder.Newest) : IQuery<PayoutPage>;

/// <summary>Which payouts: what stands in the address of the list.</summary>
/// <param name="From">London day the payout was made, inclusive.</param>
/// <param name="To">London day the payout was made, inclusive.</param>
public sealed record PayoutFilter(PayoutShow Show, DateOnly? From = null, DateOnly? To = null)
{
    internal IQueryable<Payout> Apply(ShopDbContext db)
    {
        var payouts = db.Set<Payout>().AsNoTracking();
        if (From is { } from) payouts = payouts.Where(p => p.CreatedAt >= LondonTime.StartOfDay(from));
        if (To is { } to) payouts = payouts.Where(p => p.CreatedAt < LondonTime.StartOfDay(to.AddDays(1)));
        return Show switch
        {
            PayoutShow.Unexplained => payouts.Where(p => p.UnexplainedPence > 0),
            PayoutShow.Waiting => payouts.Where(p => p.Import == PayoutImport.Waiting && p.IsAutomatic),
            PayoutShow.Failed => payouts.Where(p => p.Status == PayoutStatus.Failed || p.Status == PayoutStatus.Cancelled),
            _ => payouts,
        };
    }
}

public enum PayoutShow { All, Unexplained, Waiting, Failed }

/// <param name="Next">Null on the last page.</param>
public sealed record PayoutPage(IReadOnlyList<PayoutRow> Rows, string? Next, PayoutSums Sums);

/// <summary>Of the whole filter. Amounts in pence.</summary>
/// <param name="AmountPence">Without those that failed or were called back.</param>
public sealed record PayoutSums(int Count, long AmountPence, int Unexplained, long UnexplainedPence);

/// <summary>A payout in the list. Amounts in pence.</summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UnexplainedPence">Of the last check; null before the first.</param>
public sealed record PayoutRow(
    string PayoutId, DateTime CreatedAt, DateOnly ArrivalDate, PayoutStatus Status, PayoutImport Import, bool IsAutomatic, bool IsReconciled, long AmountPence, int Transactions,
    long? UnexplainedPence, DateTime? CheckedAt, string? TraceId, string? StatementDescriptor, string? FailureCode, string? FailureMessage)
{
    internal static IQueryable<PayoutRow> Of(IQueryable<Payout> payouts) => payouts.Select(p => new PayoutRow(
        p.PayoutId, p.CreatedAt, p.ArrivalDate, p.Status, p.Import, p.IsAutomatic, p.IsReconciled, p.AmountPence, p.Transactions,
        p.UnexplainedPence, p.CheckedAt, p.TraceId, p.StatementDescriptor, p.FailureCode, p.FailureMessage));
}

internal sealed class ListPayoutsHandler(ShopDbContext db) : IRequestHandler<ListPayouts, PayoutPage>
{
    private const int PageSize = 50;

    public async Task<PayoutPage> Handle(ListPayouts request, CancellationToken cancellationToken)
    {
        var payouts = request.Filter.Apply(db);
        var from = payouts;
        if (request.After is { } after && await db.Set<Payout>().AsNoTracking().SingleOrDefaultAsync(p => p.PayoutId == after, cancellationToken) is { } last)
            from = payouts.After(last, request.Order);
        var rows = await PayoutRow.Of(from.InOrder(request.Order).Take(PageSize + 1)).ToListAsync(cancellationToken);
        var sums = await payouts.GroupBy(_ => 1).Select(g => new PayoutSums(
            g.Count(), g.Sum(p => p.Status == PayoutStatus.Failed || p.Status == PayoutStatus.Cancelled ? 0 : p.AmountPence),
            g.Sum(p => p.UnexplainedPence > 0 ? 1 : 0), g.Sum(p => p.UnexplainedPence ?? 0))).SingleOrDefaultAsync(cancellationToken);
        return new PayoutPage([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].PayoutId : null, sums ?? new PayoutSums(0, 0, 0, 0));
    }
}
