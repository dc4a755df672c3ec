using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Payouts;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Days;

/// <summary>One London day of the council's money, with the days before it for comparison. What was taken is read from the rows of the totals page.</summary>
/// <param name="Day">Null: the last day on which anything was paid, or today where nothing was.</param>
public sealed record GetFinanceDay(DateOnly? Day) : IQuery<FinanceDayView>;

/// <param name="Days">Fourteen of them, the day itself last.</param>
/// <param name="Parts">What was taken that day by service and cost centre together.</param>
/// <param name="HasLater">A later day may be shown: it is not today yet.</param>
public sealed record FinanceDayView(DateOnly Day, IReadOnlyList<DayFigures> Days, IReadOnlyList<DayPart> Parts, bool HasLater)
{
    public DayFigures Figures => Days[^1];

    public IReadOnlyList<DayPart> ByService() => Put(p => p.ServiceId, g => g.First() with { CostCentre = "" });

    public IReadOnlyList<DayPart> ByCostCentre() => Put(p => p.CostCentre, g => g.First() with { ServiceId = "", ServiceTitle = "" });

    private List<DayPart> Put(Func<DayPart, string> key, Func<IGrouping<string, DayPart>, DayPart> named) =>
    [
        .. Parts.GroupBy(key, StringComparer.Ordinal).Select(g => named(g) with
            {
                Lines = g.Sum(p => p.Lines), NetPence = g.Sum(p => p.NetPence), VatPence = g.Sum(p => p.VatPence), GrossPence = g.Sum(p => p.GrossPence),
                RefundedPence = g.Sum(p => p.RefundedPence), FeePence = g.Sum(p => p.FeePence),
            })
            .OrderByDescending(p => p.GrossPence).ThenBy(p => p.ServiceTitle, StringComparer.Ordinal).ThenBy(p => p.CostCentre, StringComparer.Ordinal),
    ];
}

/// <summary>One day in figures. Amounts in pence.</summary>
/// <param name="TakenPence">Gross of the orders paid that day; with the next three as the totals page has them.</param>
/// <param name="RefundedPence">Gone back of these orders, whenever that was.</param>
/// <param name="FeePence">Stripe's fees on these orders, as far as they are known.</param>
/// <param name="WithoutFee">Orders whose fee Stripe has not told yet.</param>
/// <param name="PaidOutPence">Payouts Stripe made that day; without those that failed or were called back.</param>
/// <param name="BankedPence">What the ledger's bank account was moved by.</param>
/// <param name="SuspensePence">Sizes of the suspense items that stand open from that day.</param>
/// <param name="ClearingPence">Sizes of what differs between Stripe and the ledger, and between orders and their lines.</param>
/// <param name="PayoutsUnexplainedPence">Unexplained in that day's payouts; some of it may stand on the days of its transactions, too.</param>
public sealed record DayFigures(
    DateOnly Day, int Payments, long TakenPence, long RefundedPence, long FeePence, int WithoutFee, int Payouts, long PaidOutPence, long BankedPence,
    int SuspenseItems, long SuspensePence, long ClearingPence, long PayoutsUnexplainedPence)
{
    /// <summary>Nothing of it is netted away.</summary>
    public long UnexplainedPence => SuspensePence + ClearingPence;
}

/// <summary>Amounts in pence; net + VAT = gross.</summary>
/// <param name="RefundedPence">Gone back of these lines.</param>
/// <param name="FeePence">Stripe's fees on the orders, divided by what each part cost.</param>
public sealed record DayPart(
    string ServiceId, string ServiceTitle, string CostCentre, int Lines, long NetPence, long VatPence, long GrossPence, long RefundedPence, long FeePence);

internal sealed class GetFinanceDayHandler(ShopDbContext db, DaySeries series, TimeProvider clock) : IRequestHandler<GetFinanceDay, FinanceDayView>
{
    public const int Shown = 14;

    public async Task<FinanceDayView> Handle(GetFinanceDay request, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var day = request.Day ?? await db.Set<FinancePayment>().MaxAsync(p => p.FinancialDate, cancellationToken) ?? today;
        return new FinanceDayView(day, await series.OfAsync(day.AddDays(1 - Shown), day, cancellationToken), await PartsAsync(day, cancellationToken), day < today);
    }

    private async Task<IReadOnlyList<DayPart>> PartsAsync(DateOnly day, CancellationToken ct)
    {
        var lines = db.Set<FinancePaymentLine>().Where(l => l.FinancialDate == day);
        var taken = await lines.GroupBy(l => new { l.ServiceId, l.ServiceTitle, l.CostCentre })
            .Select(g => new DayPart(g.Key.ServiceId, g.Key.ServiceTitle, g.Key.CostCentre, g.Count(), g.Sum(l => l.NetPence), g.Sum(l => l.VatPence), g.Sum(l => l.GrossPence), 0, 0))
            .ToListAsync(ct);
        var refunded = await (
            from line in lines
            join part in db.Set<FinanceRefundPart>() on line.Id equals part.PaymentLineId
            join refund in db.Set<FinanceRefund>() on part.RefundId equals refund.Id
            where refund.State == FinanceRefundState.Pending || refund.State == FinanceRefundState.Succeeded
            group part by new { line.ServiceId, line.ServiceTitle, line.CostCentre } into parts
            select new { parts.Key, Pence = parts.Sum(p => p.GrossPence) }).ToDictionaryAsync(r => (r.Key.ServiceId, r.Key.ServiceTitle, r.Key.CostCentre), r => r.Pence, ct);
        var fees = await FeesAsync(lines, ct);
        return
        [
            .. taken.Select(t => t with
            {
                RefundedPence = refunded.GetValueOrDefault((t.ServiceId, t.ServiceTitle, t.CostCentre)), FeePence = fees.GetValueOrDefault(Key(t.ServiceId, t.ServiceTitle, t.CostCentre)),
            }),
        ];
    }

    /// <summary>Each order's fee divided among its lines without losing a penny.</summary>
    private async Task<Dictionary<string, long>> FeesAsync(IQueryable<FinancePaymentLine> lines, CancellationToken ct)
    {
        var rows = await (
            from line in lines
            join payment in db.Set<FinancePayment>() on line.PaymentId equals payment.Id
            where payment.FeePence != null
            select new { payment.Id, Fee = payment.FeePence!.Value, line.ServiceId, line.ServiceTitle, line.CostCentre, line.GrossPence }).ToListAsync(ct);
        return rows.GroupBy(r => (r.Id, r.Fee))
            .SelectMany(g => Shares.Divide(g.Key.Fee, g.Select(r => (Key(r.ServiceId, r.ServiceTitle, r.CostCentre), r.GrossPence))))
            .GroupBy(s => s.CostCentre, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(s => s.Pence), StringComparer.Ordinal);
    }

    private static string Key(string service, string title, string centre) => $"{service}\n{title}\n{centre}";
}
