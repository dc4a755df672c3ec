using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>
/// Sends refunds that a stop left unsent, and asks Stripe about those on their way and about open disputes. So a crash
/// between a refund's row and Stripe's answer, or a lost webhook, costs minutes. Stops early while Stripe is unreachable.
/// Returns how many payments were looked at.
/// </summary>
internal sealed record SweepRefunds : IGatewayCommand<int>;

internal sealed class SweepRefundsHandler(ShopDbContext db, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SweepRefundsHandler> log) : IRequestHandler<SweepRefunds, int>
{
    public async Task<int> Handle(SweepRefunds request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var refunds = await db.Set<Refund>().Where(r => r.NextLookAt <= now).OrderBy(r => r.NextLookAt).Select(r => r.PaymentId).ToListAsync(cancellationToken);
        var disputes = await db.Set<Dispute>().Where(d => d.NextLookAt <= now).OrderBy(d => d.NextLookAt).Select(d => d.PaymentId).ToListAsync(cancellationToken);
        var looked = 0;
        foreach (var paymentId in refunds.Concat(disputes).Distinct())
        {
            if (!await LookAsync(paymentId, cancellationToken)) return looked;
            looked++;
        }

        return looked;
    }

    /// <summary>False when Stripe is unreachable: the rest would meet the same.</summary>
    private async Task<bool> LookAsync(Guid paymentId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        try
        {
            await LookAsync(scope.ServiceProvider, paymentId, ct);
        }
        catch (StripeUnavailableException e)
        {
            log.LogWarning("The sweep of refunds stops early: {Reason}", e.Message);
            return false;
        }
#pragma warning disable CA1031 // One payment that cannot be looked at must not hide the others from the sweeper.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(e, "Refunds of payment {PaymentId} could not be looked at", paymentId);
        }

        await mediator.Send(new PlanNextRefundLook(paymentId), CancellationToken.None);
        return true;
    }

    private async Task LookAsync(IServiceProvider services, Guid paymentId, CancellationToken ct)
    {
        var reference = await db.Set<Payment>().Where(p => p.Id == paymentId).Select(p => p.Reference).SingleAsync(ct);
        using var turn = await services.GetRequiredService<PaymentTurns>().TakeAsync(reference, ct);
        var unsent = await db.Set<Refund>().Where(r => r.PaymentId == paymentId && r.State == RefundState.Requested).OrderBy(r => r.CreatedAt).Select(r => r.Id).ToListAsync(ct);
        foreach (var refund in unsent) await services.GetRequiredService<RefundSender>().SendAsync(refund, ct);
        if (unsent.Count == 0) await services.GetRequiredService<PaymentRefresh>().RefreshAsync(paymentId, [], ct, look: MoneyBackLook.Refunds);
    }
}

/// <summary>Notes that the sweeper looked, so that its next look is later.</summary>
internal sealed record PlanNextRefundLook(Guid PaymentId) : ICommand<Unit>;

internal sealed class PlanNextRefundLookHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<PlanNextRefundLook, Unit>
{
    public async Task<Unit> Handle(PlanNextRefundLook request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        foreach (var refund in await db.Set<Refund>().Where(r => r.PaymentId == request.PaymentId && r.NextLookAt <= now).ToListAsync(cancellationToken)) refund.Looked(now);
        foreach (var dispute in await db.Set<Dispute>().Where(d => d.PaymentId == request.PaymentId && d.NextLookAt <= now).ToListAsync(cancellationToken)) dispute.Looked(now);
        return Unit.Value;
    }
}
