using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Rescue;

/// <summary>How an action on a case ended.</summary>
public enum RescueResult
{
    /// <summary>The case is closed: its fault is gone.</summary>
    Healed,

    /// <summary>It was done, and the case stands.</summary>
    StillOpen,

    /// <summary>A refund is on its way; the case closes when Stripe has made it.</summary>
    Refunding,

    /// <summary>The refund is above what one person may give back: it waits for another one's word.</summary>
    NeedsSecondPerson,

    /// <summary>Stripe could not make the refund: it may be asked for again, or be paid by other means.</summary>
    RefundFailed,

    /// <summary>The money was paid back by bank transfer or cheque; nothing was done.</summary>
    PaidOtherwise,

    /// <summary>The money was put on codes and is to be taken from there first; nothing was done.</summary>
    OnCodes,

    /// <summary>No reason, or too long; nothing was done.</summary>
    ReasonMissing,

    /// <summary>Unknown, or closed meanwhile; nothing was done.</summary>
    NotOpen,

    /// <summary>The case is not of a kind this can be done to; nothing was done.</summary>
    NotPossible,

    /// <summary>Stripe did not answer: try again later.</summary>
    StripeUnavailable,
}

/// <summary>
/// A finance officer has Stripe asked about a case's payment (or a message worked) again, and everything of its days checked. Audited
/// before it is done. Moves no money.
/// </summary>
public sealed record AskStripeAgain(Actor By, Guid CaseId, string? Reason) : IGatewayCommand<RescueResult>;

internal sealed class AskStripeAgainHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<AskStripeAgain, RescueResult>
{
    private const int MostDays = 35;

    public async Task<RescueResult> Handle(AskStripeAgain request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return RescueResult.ReasonMissing;
        if (await mediator.Send(new NoteTry(request.By, request.CaseId, "asked Stripe again", request.Reason!.Trim()), cancellationToken) is not { } open) return RescueResult.NotOpen;
        var isMessage = open.Kind == RescueKind.MessageOverdue;
        if (isMessage) await mediator.Send(new RetryWebhookEvent(request.By, open.ChargeId!, request.Reason.Trim()), cancellationToken);
        if (!await AskAsync(isMessage ? null : open.Reference, open.PaymentIntentId, cancellationToken) && !isMessage) return RescueResult.StripeUnavailable;
        return await db.Set<RescueCase>().AnyAsync(c => c.Id == request.CaseId && c.DoneAt == null, cancellationToken) ? RescueResult.StillOpen : RescueResult.Healed;
    }

    /// <summary>False when Stripe did not answer all of it within the time an officer waits.</summary>
    private async Task<bool> AskAsync(string? reference, string? paymentIntentId, CancellationToken ct)
    {
        using var patience = Patience.Start(ct);
        try
        {
            if (reference is not null) await mediator.Send(new RecheckPayment(reference, paymentIntentId), patience.Token);
            return (await mediator.Send(new CheckForOrphans(MostDays, IsAwaited: true), patience.Token)).StripeAnswered;
        }
        catch (Exception e) when (PaymentProviderUnavailableException.IsSilence(e, ct))
        {
            return false;
        }
    }
}

/// <summary>Notes on the case and in the audit log what an officer is about to try. Null when the case is not open.</summary>
internal sealed record NoteTry(Actor By, Guid CaseId, string What, string Reason) : ICommand<OpenCase?>;

internal sealed record OpenCase(RescueKind Kind, string? Reference, string? ChargeId, string? PaymentIntentId, long AmountPence);

internal sealed class NoteTryHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<NoteTry, OpenCase?>
{
    public async Task<OpenCase?> Handle(NoteTry request, CancellationToken cancellationToken)
    {
        var one = await db.Set<RescueCase>().SingleOrDefaultAsync(c => c.Id == request.CaseId && c.DoneAt == null, cancellationToken);
        if (one is null) return null;
        one.Tried($"{request.By.Name} {request.What}: {request.Reason}"[..Math.Min(Reasons.Longest, request.By.Name.Length + request.What.Length + request.Reason.Length + 3)]);
        await mediator.Publish(new Audited(request.By, request.What, RescueWords.SubjectOf(one.Reference, one.ChargeId), one.Kind.InWords(), request.What, request.Reason), cancellationToken);
        return new OpenCase(one.Kind, one.Reference, one.ChargeId, one.PaymentIntentId, one.AmountPence);
    }
}
