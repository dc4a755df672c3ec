using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Ledger;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>An officer has paid a refund that failed by bank transfer or cheque, and says how. Moves no money itself; posts that it went. Audited.</summary>
public sealed record PayRefundOtherwise(Actor By, Guid RefundId, string? Note) : ICommand<PayRefundOtherwiseResult>;

public enum PayRefundOtherwiseResult
{
    Done,
    ReasonMissing,

    /// <summary>Unknown, not failed, or somebody else did it meanwhile.</summary>
    NotOpen,

    /// <summary>The money went back another way since: paying it again would be once too often.</summary>
    NothingLeft,

    /// <summary>An officer has put the stray money on codes: that is to be undone first.</summary>
    OnCodes,

    /// <summary>Stripe took the money from its balance and has not put it back yet.</summary>
    NotBackYet,
}

/// <summary>A refund that Stripe could not make was paid from another account: it can be posted. Published in the transaction that says so.</summary>
internal sealed record RefundPaidOtherwise(FinanceRefund Refund, Actor By, string Note) : INotification;

internal sealed class PayRefundOtherwiseHandler(ShopDbContext db, StrayItems strays, IMediator mediator, TimeProvider clock, ILogger<PayRefundOtherwiseHandler> log)
    : IRequestHandler<PayRefundOtherwise, PayRefundOtherwiseResult>
{
    public async Task<PayRefundOtherwiseResult> Handle(PayRefundOtherwise request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Note)) return PayRefundOtherwiseResult.ReasonMissing;
        var refund = await db.Set<FinanceRefund>().Include(r => r.Parts).SingleOrDefaultAsync(r => r.Id == request.RefundId, cancellationToken);
        if (refund is not { IsOwed: true }) return PayRefundOtherwiseResult.NotOpen;
        if (refund.IsAtStripe) return PayRefundOtherwiseResult.NotBackYet;
        if (refund is { IsStray: true, ChargeId: { } charge } && await strays.IsClearedByOfficerAsync(charge, cancellationToken)) return PayRefundOtherwiseResult.OnCodes;
        if (!await (refund.IsStray ? IsStrayLeftAsync(refund, cancellationToken) : IsLeftAsync(refund, cancellationToken))) return PayRefundOtherwiseResult.NothingLeft;

        var before = refund.State;
        refund.PayOtherwise(request.By, request.Note!.Trim(), clock.UtcNow());
        await mediator.Publish(new RefundPaidOtherwise(refund, request.By, request.Note!.Trim()), cancellationToken);
        await mediator.Send(new SettleRefund(refund.Id, RefundSettlement.PaidOtherwise, new UnsentRefund(refund.Reference, refund.ChargeId, refund.AmountPence)), cancellationToken);
        await mediator.Publish(
            new Audited(request.By, "paid a refund by other means", $"order {OrderReference.Parse(refund.Reference)}, refund {refund.Id}", $"{new Money(refund.AmountPence)}, {before}", "paid", refund.PaidOtherwiseNote),
            cancellationToken);
        log.LogInformation("Staff {StaffId} paid refund {RefundId} by other means", request.By.StaffId, refund.Id);
        return PayRefundOtherwiseResult.Done;
    }

    /// <summary>Stray money that the ledger never saw cannot be looked up there: the officer's word holds.</summary>
    private async Task<bool> IsStrayLeftAsync(FinanceRefund refund, CancellationToken ct) =>
        !await db.Set<Journal>().AnyAsync(j => j.SourceId == "stray:" + refund.ChargeId, ct) || await strays.OpenPenceAsync(refund.ChargeId!, ct) >= refund.AmountPence;

    private async Task<bool> IsLeftAsync(FinanceRefund refund, CancellationToken ct)
    {
        if (await RefundBook.ReadAsync(db, mediator, refund.Reference, ct) is not { } book) return false;
        if (!book.HasLeft(refund)) return false;
        book.Payment.NoteRefundAsked();
        return true;
    }
}
