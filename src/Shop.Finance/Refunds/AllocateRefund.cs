using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Refunds;

/// <summary>An officer says what a refund made at Stripe was taken from: one line, or the whole order in proportion. Audited.</summary>
public sealed record AllocateRefund(Actor By, Guid RefundId, Guid? OrderLineId, string? Reason) : ICommand<AllocateRefundResult>;

public enum AllocateRefundResult
{
    Allocated,
    ReasonMissing,

    /// <summary>The line has less left than went back.</summary>
    TooMuch,

    /// <summary>Unknown, or somebody else did it meanwhile.</summary>
    NotOpen,
}

/// <summary>An officer has said what a refund was taken from: its parts can be posted. Published in the transaction that says so.</summary>
internal sealed record RefundAllocated(FinanceRefund Refund, Actor By, string Reason) : INotification;

internal sealed class AllocateRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<AllocateRefundHandler> log) : IRequestHandler<AllocateRefund, AllocateRefundResult>
{
    public async Task<AllocateRefundResult> Handle(AllocateRefund request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return AllocateRefundResult.ReasonMissing;
        var reference = await db.Set<FinanceRefund>().Where(r => r.Id == request.RefundId && r.AllocatedAt == null).Select(r => r.Reference).SingleOrDefaultAsync(cancellationToken);
        if (reference is null || await RefundBook.ReadAsync(db, mediator, reference, cancellationToken) is not { } book) return AllocateRefundResult.NotOpen;
        var refund = book.Refunds.Single(r => r.Id == request.RefundId);
        var left = book.Left(request.OrderLineId);
        if (left.Sum(c => c.LeftGrossPence) < refund.AmountPence) return AllocateRefundResult.TooMuch;

        refund.Allocate(RefundSplit.Of(left, refund.AmountPence), book.Lines, clock.UtcNow());
        book.Payment.NoteRefundAsked();
        await db.SaveChangesAsync(cancellationToken);
        await mediator.Publish(new RefundAllocated(refund, request.By, request.Reason!.Trim()), cancellationToken);
        var from = request.OrderLineId is null ? "the whole order" : book.Lines.Values.First(l => l.OrderLineId == request.OrderLineId).ServiceTitle;
        await mediator.Publish(
            new Audited(request.By, "allocated a refund", $"order {OrderReference.Parse(reference)}, refund {refund.Id}", $"{new Money(refund.AmountPence)}, not allocated", from, request.Reason!.Trim()),
            cancellationToken);
        log.LogInformation("Staff {StaffId} allocated refund {RefundId}", request.By.StaffId, refund.Id);
        return AllocateRefundResult.Allocated;
    }
}
