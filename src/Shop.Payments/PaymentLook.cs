using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>The sweeper's look at one payment, within the payment's turn.</summary>
internal sealed class PaymentLook(ShopDbContext db, IMediator mediator, PaymentTurns turns, PaymentRefresh refresh, SessionOpener opener, TimeProvider clock)
{
    public async Task LookAsync(Guid paymentId, CancellationToken ct)
    {
        var reference = await db.Set<Payment>().Where(p => p.Id == paymentId).Select(p => p.Reference).SingleAsync(ct);
        using var turn = await turns.TakeAsync(reference, ct);
        await ResumeAsync(paymentId, ct);
        await refresh.RefreshAsync(paymentId, [], ct);
        await mediator.Send(new PlanNextLook(paymentId), CancellationToken.None);
    }

    /// <summary>An attempt whose process stopped between its row and its session: asked for again with the same key, Stripe gives the same session.</summary>
    private async Task ResumeAsync(Guid paymentId, CancellationToken ct)
    {
        var payment = await db.Set<Payment>().AsNoTracking().Include("_attempts").SingleAsync(p => p.Id == paymentId, ct);
        var now = clock.UtcNow();
        if (payment.Attempts.SingleOrDefault(a => a.State == AttemptState.Preparing && a.NextLookAt <= now) is not { } interrupted) return;
        if (payment.IsPayable(now))
            await opener.OpenAsync(new NextStep.Create(payment.Id, interrupted.Id, interrupted.IdempotencyKey, interrupted.Request!, Again: true), ct);
        else
            await mediator.Send(new AbandonAttempt(payment.Id, interrupted.Id, "not_payable"), CancellationToken.None);
    }
}

/// <summary>Notes that the sweeper looked, so that its next look is later.</summary>
internal sealed record PlanNextLook(Guid PaymentId) : ICommand<Unit>;

internal sealed class PlanNextLookHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<PlanNextLook, Unit>
{
    public async Task<Unit> Handle(PlanNextLook request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var due = await db.Set<PaymentAttempt>().Where(a => a.PaymentId == request.PaymentId && a.NextLookAt <= now).ToListAsync(cancellationToken);
        foreach (var attempt in due) attempt.Looked(now);
        return Unit.Value;
    }
}
