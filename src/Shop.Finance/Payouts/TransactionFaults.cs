using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Payouts;

/// <summary>
/// What is wrong with a set of balance transactions in themselves and against the orders they are about (S6b I1, I5, I9, I12). Asks
/// the database for the faults alone, so a million sound rows cost a scan and no memory; the same questions serve one payout,
/// one day and all there is.
/// </summary>
internal sealed class TransactionFaults(ShopDbContext db)
{
    /// <summary>More than anybody reads; a fault of its own says how many more there are and what they come to.</summary>
    public const int Most = 200;

    /// <summary>Unexplained only: what an officer has cleared in suspense is explained.</summary>
    public async Task<IReadOnlyList<Fault>> OfAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct) =>
        [.. await ArithmeticAsync(rows, ct), .. await UnplacedAsync(rows, ct), .. await OrdersAsync(rows, ct)];

    private static async Task<IEnumerable<Fault>> ArithmeticAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        var differing = rows.Where(t => t.NetPence != t.AmountPence - t.FeePence || t.FeePartsPence != t.FeePence);
        var odd = await differing.OrderBy(t => t.Id).Take(Most)
            .Select(t => new { t.TransactionId, t.Reference, t.FinancialDate, t.AmountPence, t.FeePence, t.NetPence, t.FeePartsPence }).ToListAsync(ct);
        var faults = odd.SelectMany(t => new[]
        {
            new Fault(FaultKind.NetDiffers, t.TransactionId, t.Reference, t.FinancialDate, t.NetPence - (t.AmountPence - t.FeePence))
            {
                Why = $"{new Money(t.AmountPence)} less a fee of {new Money(t.FeePence)} is not {new Money(t.NetPence)}.",
            },
            new Fault(FaultKind.FeePartsDiffer, t.TransactionId, t.Reference, t.FinancialDate, t.FeePartsPence - t.FeePence)
            {
                Why = $"The fee is {new Money(t.FeePence)}, its parts come to {new Money(t.FeePartsPence)}.",
            },
        }).Where(f => f.AmountPence != 0);
        return await WithRestAsync(odd.Count, [.. faults], differing.Select(t => Math.Abs(t.NetPence - t.AmountPence + t.FeePence) + Math.Abs(t.FeePartsPence - t.FeePence)), ct);
    }

    /// <summary>Not the council's pounds, of a category that needs a person, or about no payment of the shop; each row is told of once.</summary>
    private async Task<IEnumerable<Fault>> UnplacedAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        TransactionKind[] strange = [.. Enum.GetValues<TransactionKind>().Where(k => k.NeedsAPerson())];
        TransactionKind[] aboutPayments = [.. Enum.GetValues<TransactionKind>().Where(k => k.IsAboutAPayment())];
        var odd = rows.Where(t => t.Currency != Money.Currency || t.IsConverted || t.IsWrongMode
            || (t.NetPence != 0 && (strange.Contains(t.Kind) || (t.PaymentKey == null && aboutPayments.Contains(t.Kind)))));
        var listed = await Unexplained(odd).OrderBy(t => t.Row.Id).Take(Most).ToListAsync(ct);
        return await WithRestAsync(listed.Count, listed.ConvertAll(t => Of(t.Row, t.ItemId)), Unexplained(odd).Select(t => Math.Abs(t.Row.NetPence)), ct);
    }

    private static Fault Of(BalanceTransaction row, Guid? item)
    {
        var (kind, why) = WhyForeign(row.Currency, row.IsConverted, row.IsWrongMode) is { } foreign ? (FaultKind.Foreign, foreign)
            : row.Kind.NeedsAPerson() ? (FaultKind.Unknown, WhyUnknown(row.Kind, row.ReportingCategory, row.Description))
            : (FaultKind.NoPayment, WhyNoPayment(row));
        return new Fault(kind, row.TransactionId, row.Reference, row.FinancialDate, row.NetPence, item) { Why = why };
    }

    /// <summary>What was captured of an order's charge, over all rows about it, against what the order cost; and that against its lines.</summary>
    private async Task<IEnumerable<Fault>> OrdersAsync(IQueryable<BalanceTransaction> rows, CancellationToken ct)
    {
        var differing =
            from row in rows.Where(t => t.Kind == TransactionKind.Charge && t.PaymentKey != null)
            join payment in db.Set<FinancePayment>() on row.PaymentKey equals payment.Id
            let lines = db.Set<FinancePaymentLine>().Where(l => l.PaymentId == payment.Id).Sum(l => l.GrossPence)
            where payment.GrossPence != row.AmountPence || payment.GrossPence != lines
            select new
            {
                row.Id,
                row.TransactionId,
                payment.Reference,
                row.FinancialDate,
                payment.GrossPence,
                Lines = lines,
                Captured = db.Set<BalanceTransaction>().Where(o => o.PaymentKey == row.PaymentKey && (o.Kind == TransactionKind.Charge || o.Kind == TransactionKind.PartialCaptureReversal)).Sum(o => o.AmountPence),
            };
        var odd = await differing.OrderBy(f => f.Id).Take(Most).ToListAsync(ct);
        var faults = odd.SelectMany(f => new[]
        {
            new Fault(FaultKind.OrderDiffers, f.TransactionId, f.Reference, f.FinancialDate, f.Captured - f.GrossPence)
            {
                Why = $"Stripe took {new Money(f.Captured)} for order {Shown(f.Reference)}, which cost {new Money(f.GrossPence)}.",
            },
            new Fault(FaultKind.LinesDiffer, f.TransactionId, f.Reference, f.FinancialDate, f.Lines - f.GrossPence)
            {
                Why = $"The lines of order {Shown(f.Reference)} come to {new Money(f.Lines)}, the order to {new Money(f.GrossPence)}.",
            },
        }).Where(f => f.AmountPence != 0);
        return await WithRestAsync(odd.Count, [.. faults], differing.Select(f => Math.Abs(f.Captured - f.GrossPence) + Math.Abs(f.Lines - f.GrossPence)), ct);
    }

    /// <summary>With one fault more for all that are not listed, so that the sizes of all still come to what is unexplained.</summary>
    /// <param name="listed">Rows looked at.</param>
    /// <param name="sizes">Of the faults of every row there is, in pence.</param>
    private static async Task<IEnumerable<Fault>> WithRestAsync(int listed, List<Fault> faults, IQueryable<long> sizes, CancellationToken ct)
    {
        if (listed < Most || faults.Count == 0 || await sizes.CountAsync(ct) - Most is not (> 0 and var more)) return faults;
        var rest = await sizes.SumAsync(ct) - faults.Sum(f => Math.Abs(f.AmountPence));
        return [.. faults, new Fault(FaultKind.More, null, null, faults[^1].Day, rest) { Why = $"{more} more {(more == 1 ? "is" : "are")} like these; {(more == 1 ? "it is" : "they are")} listed when these are dealt with." }];
    }

    /// <summary>With the item about it, if there is one; rows whose item somebody has cleared are left out.</summary>
    private IQueryable<Item> Unexplained(IQueryable<BalanceTransaction> rows) =>
        from row in rows
        join item in db.Set<SuspenseItem>().Where(i => i.Source == SuspenseSource.StripeTransaction) on row.TransactionId equals item.SourceId into own
        from item in own.DefaultIfEmpty()
        join stray in db.Set<SuspenseItem>().Where(i => i.Source == SuspenseSource.StrayMoney) on row.ChargeId equals stray.SourceId into strays
        from stray in strays.DefaultIfEmpty()
        where (item == null || item.State == SuspenseState.Open) && (stray == null || stray.State == SuspenseState.Open)
        select new Item { Row = row, ItemId = item != null ? item.Id : stray != null ? stray.Id : null };

    /// <summary>Null for the council's own pounds.</summary>
    public static string? WhyForeign(string currency, bool isConverted, bool isWrongMode) =>
        isWrongMode ? "Of the other mode (live or test) than the shop’s key."
        : currency != Money.Currency ? $"In {currency.ToUpperInvariant()}, not in pounds."
        : isConverted ? "Exchanged from another currency." : null;

    public static string WhyUnknown(TransactionKind kind, string category, string? description) => kind == TransactionKind.Unknown
        ? $"The shop does not know Stripe’s category “{category}”{Words(description)}."
        : $"Stripe moved money by itself: {category.Replace('_', ' ')}{Words(description)}.";

    public static string WhyNoPayment(BalanceTransaction row) =>
        row.Reference is { } reference ? $"It names order {Shown(reference)}, whose payment is another charge." : "It is about no payment of this shop.";

    private static string Words(string? description) => string.IsNullOrWhiteSpace(description) ? "" : $": {description.TrimEnd('.')}";

    private static string Shown(string reference) => OrderReference.TryParse(reference, out var parsed) ? parsed.ToString() : reference;

    private sealed class Item
    {
        public required BalanceTransaction Row { get; init; }
        public Guid? ItemId { get; init; }
    }
}
