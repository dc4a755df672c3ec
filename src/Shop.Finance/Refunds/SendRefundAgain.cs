using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// An officer sends a refund that came to nothing to the card once more: a new refund of the same amount (pence) with the same parts takes
/// its place, is recorded with Payments and sent after the commit by <see cref="SendRefund"/>. Above the limit it waits for a second person.
/// Does nothing when the id is known: sent twice, a form makes one refund. Audited.
/// </summary>
/// <param name="RefundId">The new one's, made with the form.</param>
public sealed record SendRefundAgain(Actor By, Guid FailedId, Guid RefundId, string? Reason) : ICommand<SendRefundAgainResult>;

public enum SendRefundAgainResult
{
    /// <summary>Recorded: it may be sent.</summary>
    Recorded,
    NeedsSecondPerson,
    ReasonMissing,

    /// <summary>Unknown, owes nothing, or somebody else dealt with it meanwhile.</summary>
    NotOpen,

    /// <summary>Stripe took the money from its balance and has not put it back yet.</summary>
    NotBackYet,

    /// <summary>The money went back another way since.</summary>
    NothingLeft,
    DisputeOpen,

    /// <summary>An officer has put the stray money on codes: that is to be undone first.</summary>
    OnCodes,

    /// <summary>It is not known what this refund, or another of the payment, was taken from.</summary>
    AllocateFirst,
}

internal sealed class SendRefundAgainHandler(ShopDbContext db, StrayItems strays, IMediator mediator, RefundLimits limits, TimeProvider clock, ILogger<SendRefundAgainHandler> log)
    : IRequestHandler<SendRefundAgain, SendRefundAgainResult>
{
    public async Task<SendRefundAgainResult> Handle(SendRefundAgain request, CancellationToken cancellationToken)
    {
        if (await KnownAsync(request.RefundId, cancellationToken) is { } known) return known;
        if (!Reasons.IsGiven(request.Reason)) return SendRefundAgainResult.ReasonMissing;
        var failed = await db.Set<FinanceRefund>().Include(r => r.Parts).SingleOrDefaultAsync(r => r.Id == request.FailedId, cancellationToken);
        if (failed is not { IsOwed: true }) return SendRefundAgainResult.NotOpen;
        if (failed.IsAtStripe) return SendRefundAgainResult.NotBackYet;
        return failed.IsStray ? await SendStrayAsync(request, failed, cancellationToken) : await SendPartsAsync(request, failed, cancellationToken);
    }

    private async Task<SendRefundAgainResult?> KnownAsync(Guid refundId, CancellationToken ct)
    {
        var state = await db.Set<FinanceRefund>().Where(r => r.Id == refundId).Select(r => (FinanceRefundState?)r.State).SingleOrDefaultAsync(ct);
        return state is null ? null : state == FinanceRefundState.AwaitingSecondPerson ? SendRefundAgainResult.NeedsSecondPerson : SendRefundAgainResult.Recorded;
    }

    private async Task<SendRefundAgainResult> SendPartsAsync(SendRefundAgain request, FinanceRefund failed, CancellationToken ct)
    {
        if (await RefundBook.ReadAsync(db, mediator, failed.Reference, ct) is not { } book) return SendRefundAgainResult.NotOpen;
        if (book.Money is { DisputeOpen: true }) return SendRefundAgainResult.DisputeOpen;
        if (book.HasUnallocated || failed.Parts.Count == 0) return SendRefundAgainResult.AllocateFirst;
        if (!book.HasLeft(failed)) return SendRefundAgainResult.NothingLeft;
        var again = Again(request, failed, book.OfficersPence);
        var left = book.Left().ToDictionary(c => c.LineId);
        again.Allocate([.. failed.Parts.OrderBy(p => p.Place).SelectMany(p => RefundSplit.Of([left[p.PaymentLineId]], p.GrossPence))], book.Lines, again.AskedAt);
        book.Payment.NoteRefundAsked();
        return await RecordAsync(request, failed, again, ct);
    }

    private async Task<SendRefundAgainResult> SendStrayAsync(SendRefundAgain request, FinanceRefund failed, CancellationToken ct)
    {
        if (await strays.IsClearedByOfficerAsync(failed.ChargeId!, ct)) return SendRefundAgainResult.OnCodes;
        var money = (await mediator.Send(new GetChargeMoney(failed.Reference), ct)).SingleOrDefault(m => m.ChargeId == failed.ChargeId);
        if (money is { DisputeOpen: true }) return SendRefundAgainResult.DisputeOpen;
        if (money is null || money.LeftPence < failed.AmountPence) return SendRefundAgainResult.NothingLeft;
        var others = await db.Set<FinanceRefund>().AsNoTracking().Where(r => r.Reference == failed.Reference).ToListAsync(ct);
        return await RecordAsync(request, failed, Again(request, failed, others.Where(r => r.IsOneOfficers).Sum(r => r.AmountPence)), ct);
    }

    private FinanceRefund Again(SendRefundAgain request, FinanceRefund failed, long officersPence) =>
        FinanceRefund.AskAgain(request, failed, needsSecondPerson: failed.AmountPence + officersPence > limits.SecondPersonAbovePence, clock.UtcNow());

    private async Task<SendRefundAgainResult> RecordAsync(SendRefundAgain request, FinanceRefund failed, FinanceRefund again, CancellationToken ct)
    {
        db.Add(again);
        failed.ReplaceBy(again, again.AskedAt);
        await db.SaveChangesAsync(ct);
        await mediator.Send(new SettleRefund(failed.Id, RefundSettlement.Replaced), ct);
        if (again.State == FinanceRefundState.Requested) await mediator.RecordRefundAsync(again, ct);
        await mediator.Publish(
            new Audited(
                request.By, "sent a refund again", $"order {OrderReference.Parse(again.Reference)}, refund {failed.Id}", $"{new Money(failed.AmountPence)}, {failed.State}",
                again.State == FinanceRefundState.Requested ? $"refund {again.Id}" : $"refund {again.Id}, waits for a second person", again.Reason),
            ct);
        log.LogInformation("Staff {StaffId} sent refund {FailedId} again as {RefundId}: {State}", request.By.StaffId, failed.Id, again.Id, again.State);
        return again.State == FinanceRefundState.Requested ? SendRefundAgainResult.Recorded : SendRefundAgainResult.NeedsSecondPerson;
    }
}
