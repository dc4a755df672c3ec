using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Refunds;

/// <summary>What can go back of a payment, and what a refund of an amount would take back of each component, before anybody decides. Null for an unknown or unpaid reference.</summary>
/// <param name="OrderLineId">Null: of the whole order.</param>
/// <param name="AmountPence">Null: all that is left of what is chosen.</param>
/// <param name="RefundDueId">Of what a refusal owes.</param>
public sealed record GetRefundPlan(string Reference, Guid? OrderLineId, long? AmountPence, Guid? RefundDueId) : IQuery<RefundPlan?>;

/// <param name="LeftPence">Of the whole payment.</param>
/// <param name="AmountPence">What would go back; 0 when the amount asked for does not fit what is chosen, and then there are no parts.</param>
/// <param name="ChosenLeftPence">Of what is chosen.</param>
/// <param name="DueTitle">What was refused; null unless the plan is for a refusal.</param>
public sealed record RefundPlan(
    string Reference, long GrossPence, long LeftPence, long ChosenLeftPence, long AmountPence, bool DisputeOpen, bool AllocateFirst, bool NeedsSecondPerson,
    string? DueTitle, IReadOnlyList<RefundableLine> Lines, IReadOnlyList<RefundPartRow> Parts);

internal sealed class GetRefundPlanHandler(ShopDbContext db, IMediator mediator, RefundLimits limits) : IRequestHandler<GetRefundPlan, RefundPlan?>
{
    public async Task<RefundPlan?> Handle(GetRefundPlan request, CancellationToken cancellationToken)
    {
        if (await RefundBook.ReadAsync(db, mediator, request.Reference, cancellationToken) is not { } book) return null;
        var due = request.RefundDueId is not { } id ? null
            : await db.Set<RefundDue>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.DoneAt == null && d.Reference == book.Payment.Reference, cancellationToken);
        if (request.RefundDueId is not null && due is null) return null;
        var left = book.Left(due?.OrderLineId ?? request.OrderLineId, due?.Charges);
        var chosen = Math.Min(book.LeftPence, left.Sum(c => c.LeftGrossPence));
        var amount = request.AmountPence ?? (due is null ? chosen : Math.Min(chosen, due.AmountPence));
        var fits = amount >= 1 && amount <= chosen;
        return new RefundPlan(
            book.Payment.Reference, book.Payment.GrossPence, book.LeftPence, chosen, fits ? amount : 0, book.Money?.DisputeOpen ?? false, book.HasUnallocated,
            fits && amount + book.OfficersPence > limits.SecondPersonAbovePence, due?.Title, [.. RefundableLines.Of(book)], fits ? Parts(book, left, amount) : []);
    }

    private static List<RefundPartRow> Parts(RefundBook book, IReadOnlyList<ComponentLeft> left, long amount)
    {
        var lines = book.Lines;
        return
        [
            .. RefundSplit.Of(left, amount).Select(p => (Part: p, Line: lines[p.LineId])).Select(x => new RefundPartRow(
                x.Line.ServiceTitle, x.Line.ChargeName, x.Line.CostCentre, x.Line.Subjective, x.Line.VatCode, x.Part.NetPence, x.Part.VatPence, x.Part.GrossPence))
        ];
    }
}
