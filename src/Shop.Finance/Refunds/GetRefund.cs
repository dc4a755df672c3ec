using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Refunds;

/// <summary>One refund with what it is taken from; null when unknown.</summary>
public sealed record GetRefund(Guid Id) : IQuery<RefundView?>;

/// <param name="Lines">What an officer may allocate it to, while it is not: order lines with enough left.</param>
/// <param name="AskedById">Who may not decide about it.</param>
/// <param name="IsOwed">It came to nothing and nothing has taken its place.</param>
/// <param name="InsteadOf">The refund whose place it took.</param>
/// <param name="Replacements">Refunds made since that may have taken its place, while it is owed.</param>
public sealed record RefundView(
    RefundRow Refund, Guid? AskedById, string? ChargeId, string? SecondBy, DateTime? SecondAt, string? SecondNote, string? BalanceTransactionId, string? FailureBalanceTransactionId,
    string? FailureReason, string? PaidOtherwiseBy, string? PaidOtherwiseNote, IReadOnlyList<RefundPartRow> Parts, IReadOnlyList<RefundableLine> Lines,
    bool IsOwed, Guid? InsteadOf, IReadOnlyList<RefundRow> Replacements);

/// <summary>Pence.</summary>
public sealed record RefundPartRow(string ServiceTitle, string ChargeName, string CostCentre, string Subjective, string VatCode, long NetPence, long VatPence, long GrossPence);

/// <summary>An order line with what is left of it, pence.</summary>
public sealed record RefundableLine(Guid OrderLineId, string Title, long SoldPence, long LeftPence);

internal sealed class GetRefundHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<GetRefund, RefundView?>
{
    public async Task<RefundView?> Handle(GetRefund request, CancellationToken cancellationToken)
    {
        var r = await db.Set<FinanceRefund>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == request.Id, cancellationToken);
        if (r is null) return null;
        var parts = await (
            from part in db.Set<FinanceRefundPart>()
            join line in db.Set<FinancePaymentLine>() on part.PaymentLineId equals line.Id
            where part.RefundId == r.Id
            orderby part.Place
            select new RefundPartRow(line.ServiceTitle, line.ChargeName, part.CostCentre, part.Subjective, part.VatCode, part.NetPence, part.VatPence, part.GrossPence)).ToListAsync(cancellationToken);
        var book = r.AllocatedAt is null ? await RefundBook.ReadAsync(db, mediator, r.Reference, cancellationToken) : null;
        var others = await db.Set<FinanceRefund>().AsNoTracking().Where(x => x.Reference == r.Reference && x.Id != r.Id).OrderBy(x => x.AskedAt).ToListAsync(cancellationToken);
        return new RefundView(
            Row(r), r.AskedById, r.ChargeId, r.SecondBy, r.SecondAt, r.SecondNote, r.BalanceTransactionId, r.FailureBalanceTransactionId, r.FailureReason,
            r.PaidOtherwiseBy, r.PaidOtherwiseNote, parts, book is null ? [] : [.. RefundableLines.Of(book).Where(l => l.LeftPence >= r.AmountPence)],
            r.IsOwed, others.FirstOrDefault(x => x.ReplacedById == r.Id)?.Id, r.IsOwed ? [.. ReplaceRefundHandler.Fitting(r, others).Select(Row)] : []);
    }

    private static RefundRow Row(FinanceRefund r) => new(
        r.Id, r.Reference, r.AmountPence, r.State, r.Origin, r.IsStray, r.AllocatedAt is not null, r.Reason, r.AskedBy, r.AskedAt, r.ChangedAt, r.StripeRefundId, r.ReplacedById);
}

internal static class RefundableLines
{
    public static IEnumerable<RefundableLine> Of(RefundBook book)
    {
        var left = book.Left().ToDictionary(c => c.LineId, c => c.LeftGrossPence);
        return book.Payment.Lines.OrderBy(l => l.Place).GroupBy(l => l.OrderLineId)
            .Select(g => new RefundableLine(g.Key, g.First().ServiceTitle, g.Sum(l => l.GrossPence), g.Sum(l => left.GetValueOrDefault(l.Id))));
    }
}
