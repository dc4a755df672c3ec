using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Refunds;

/// <summary>
/// An officer gives money back: the parts are written with the codes they were sold with, and the refund is recorded with
/// Payments, to be sent after the commit by <see cref="SendRefund"/> (or by Payments' worker). Above the limit it waits for a
/// second person. Does nothing when the id is known: sent twice, a form makes one refund. Audited.
/// </summary>
/// <param name="RefundId">Made with the form.</param>
/// <param name="OrderLineId">Null: of the whole order, in proportion.</param>
/// <param name="SeenLeftPence">What the officer saw was left; when that changed, they must look again.</param>
/// <param name="RefundDueId">The refusal this settles, if any; only its charges go back.</param>
public sealed record AskRefund(
    Actor By, Guid RefundId, string Reference, Guid? OrderLineId, long AmountPence, long SeenLeftPence, string? Reason, Guid? RefundDueId = null) : ICommand<AskRefundResult>;

public enum AskRefundResult
{
    /// <summary>Recorded: it may be sent.</summary>
    Recorded,
    NeedsSecondPerson,
    ReasonMissing,

    /// <summary>Not positive, or more than is left of what was chosen.</summary>
    TooMuch,

    /// <summary>Somebody gave something back meanwhile.</summary>
    Changed,
    DisputeOpen,

    /// <summary>A refund made at Stripe has to be allocated before.</summary>
    AllocateFirst,
    Unknown,
}

internal sealed class AskRefundHandler(ShopDbContext db, IMediator mediator, RefundLimits limits, TimeProvider clock, ILogger<AskRefundHandler> log) : IRequestHandler<AskRefund, AskRefundResult>
{
    public async Task<AskRefundResult> Handle(AskRefund request, CancellationToken cancellationToken)
    {
        if (await KnownAsync(request.RefundId, cancellationToken) is { } known) return known;
        if (!Reasons.IsGiven(request.Reason)) return AskRefundResult.ReasonMissing;
        if (await RefundBook.ReadAsync(db, mediator, request.Reference, cancellationToken) is not { Money: { } money } book) return AskRefundResult.Unknown;
        var due = await DueAsync(request, cancellationToken);
        var left = book.Left(due?.OrderLineId ?? request.OrderLineId, due?.Charges);
        var refusal = request.RefundDueId is not null && due is null ? AskRefundResult.Changed : Refusal(request, book, money, left);
        // What changed meanwhile may be this very form, sent twice.
        if (refusal is not null) return await KnownAsync(request.RefundId, cancellationToken) ?? refusal.Value;

        var refund = await RecordAsync(request, book, left, due, cancellationToken);
        return refund.State == FinanceRefundState.AwaitingSecondPerson ? AskRefundResult.NeedsSecondPerson : AskRefundResult.Recorded;
    }

    /// <summary>What was answered when it was asked for first; null when it was not.</summary>
    private async Task<AskRefundResult?> KnownAsync(Guid refundId, CancellationToken ct)
    {
        var state = await db.Set<FinanceRefund>().Where(r => r.Id == refundId).Select(r => (FinanceRefundState?)r.State).SingleOrDefaultAsync(ct);
        return state is null ? null : state == FinanceRefundState.AwaitingSecondPerson ? AskRefundResult.NeedsSecondPerson : AskRefundResult.Recorded;
    }

    private static AskRefundResult? Refusal(AskRefund request, RefundBook book, ChargeMoney money, IReadOnlyList<ComponentLeft> left) =>
        money.DisputeOpen ? AskRefundResult.DisputeOpen
        : book.HasUnallocated ? AskRefundResult.AllocateFirst
        : request.SeenLeftPence != book.LeftPence ? AskRefundResult.Changed
        : request.AmountPence < 1 || request.AmountPence > Math.Min(book.LeftPence, left.Sum(c => c.LeftGrossPence)) ? AskRefundResult.TooMuch
        : null;

    private async Task<FinanceRefund> RecordAsync(AskRefund request, RefundBook book, IReadOnlyList<ComponentLeft> left, RefundDue? due, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var refund = FinanceRefund.Ask(request, book.Payment, request.AmountPence + book.OfficersPence > limits.SecondPersonAbovePence, now);
        refund.Allocate(RefundSplit.Of(left, request.AmountPence), book.Lines, now);
        db.Add(refund);
        // Two officers at once change one row: one of them is run again and sees what the other left.
        book.Payment.NoteRefundAsked();
        due?.GiveBack(refund.Id, request.By, now);
        await db.SaveChangesAsync(ct);
        if (refund.State == FinanceRefundState.Requested) await mediator.RecordRefundAsync(refund, ct);
        await mediator.Publish(
            new Audited(
                request.By, "gave money back", $"order {OrderReference.Parse(refund.Reference)}, refund {refund.Id}", $"{new Money(book.LeftPence)} left",
                refund.State == FinanceRefundState.Requested ? new Money(refund.AmountPence).ToString() : $"{new Money(refund.AmountPence)}, waits for a second person", refund.Reason),
            ct);
        log.LogInformation("Staff {StaffId} asked for refund {RefundId} of {AmountPence}p: {State}", request.By.StaffId, refund.Id, refund.AmountPence, refund.State);
        return refund;
    }

    private async Task<RefundDue?> DueAsync(AskRefund request, CancellationToken ct) => request.RefundDueId is not { } id ? null
        : await db.Set<RefundDue>().SingleOrDefaultAsync(r => r.Id == id && r.DoneAt == null, ct);
}

internal static class RefundRecording
{
    /// <summary>Has Payments record it in the same transaction. Throws when Payments refuses: what is left was checked before, so that is a lost race and nothing is kept.</summary>
    public static async Task RecordRefundAsync(this IMediator mediator, FinanceRefund refund, CancellationToken ct)
    {
        var result = await mediator.Send(new RequestRefund(refund.Id, refund.Reference, refund.ChargeId, refund.AmountPence, refund.Reason, RefundOrigin.Officer), ct);
        if (result is not RequestRefundResult.Recorded) throw new InvalidOperationException($"Refund {refund.Id} cannot be recorded: {result}.");
    }
}
