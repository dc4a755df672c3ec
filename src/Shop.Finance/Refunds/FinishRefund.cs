using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// A finance officer records how a refund that was due has been made. In Stripe's dashboard: that is only noted, because the refund itself
/// is found there. By bank transfer or cheque: a refund with the parts of what was refused is recorded and posted as paid by other means, so
/// that the same money cannot go back to the card as well; whoever made the transfer has had it approved where it was made. Moves no money
/// itself. Audited.
/// </summary>
public sealed record FinishRefund(Actor By, Guid Id, bool ByBank, string? Note) : ICommand<FinishRefundResult>;

public enum FinishRefundResult
{
    Done,
    ReasonMissing,

    /// <summary>Unknown, or somebody else did it meanwhile.</summary>
    NotOpen,

    /// <summary>By bank: less than that is left of what was refused, because some or all of it has gone back already.</summary>
    NothingLeft,

    /// <summary>By bank: a refund made at Stripe has to be allocated before.</summary>
    AllocateFirst,

    /// <summary>By bank: the payer's bank takes the money back, so it would be paid twice.</summary>
    DisputeOpen,
}

internal sealed class FinishRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<FinishRefundHandler> log) : IRequestHandler<FinishRefund, FinishRefundResult>
{
    public async Task<FinishRefundResult> Handle(FinishRefund request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return FinishRefundResult.ReasonMissing;
        var due = await db.Set<RefundDue>().SingleOrDefaultAsync(r => r.Id == request.Id && r.DoneAt == null, cancellationToken);
        if (due is null) return FinishRefundResult.NotOpen;
        if (request.ByBank && await PayOtherwiseAsync(request, due, cancellationToken) is { } refusal) return refusal;
        if (due.DoneAt is null) due.Finish(request.By, request.Note!.Trim(), clock.UtcNow());
        await mediator.Publish(
            new Audited(request.By, "marked refund done", $"order {OrderReference.Parse(due.Reference)}, {due.Title}", $"due {new Money(due.AmountPence)}", "done", request.Note!.Trim()),
            cancellationToken);
        log.LogInformation("Staff {StaffId} marked refund {RefundId} done", request.By.StaffId, due.Id);
        return FinishRefundResult.Done;
    }

    /// <summary>Null when it is recorded, or finance knows no payment of that order.</summary>
    private async Task<FinishRefundResult?> PayOtherwiseAsync(FinishRefund request, RefundDue due, CancellationToken ct)
    {
        if (await RefundBook.ReadAsync(db, mediator, due.Reference, ct) is not { } book) return null;
        if (book.Money is { DisputeOpen: true }) return FinishRefundResult.DisputeOpen;
        if (book.HasUnallocated) return FinishRefundResult.AllocateFirst;
        var left = book.Left(due.OrderLineId, due.Charges);
        if (left.Sum(c => c.LeftGrossPence) < due.AmountPence) return FinishRefundResult.NothingLeft;
        var (now, note) = (clock.UtcNow(), request.Note!.Trim());
        var refund = FinanceRefund.PaidWithoutStripe(request.By, book.Payment, due.AmountPence, note, now);
        refund.Allocate(RefundSplit.Of(left, due.AmountPence), book.Lines, now);
        db.Add(refund);
        // Two officers at once change one row: one of them is run again and sees what the other left.
        book.Payment.NoteRefundAsked();
        due.PaidOtherwise(refund.Id, request.By, note, now);
        await db.SaveChangesAsync(ct);
        await mediator.Publish(new RefundPaidOtherwise(refund, request.By, note), ct);
        await mediator.Send(new SettleRefund(refund.Id, RefundSettlement.PaidOtherwise, new UnsentRefund(refund.Reference, refund.ChargeId, refund.AmountPence)), ct);
        return null;
    }
}
