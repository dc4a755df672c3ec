using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>Has Stripe make refunds whose rows are committed. Run it within the payment's turn.</summary>
internal sealed class RefundSender(ShopDbContext db, IMediator mediator, PaymentRefresh refresh, StripeMoneyBack stripe, ILogger<RefundSender> log)
{
    /// <summary>
    /// Looks first: a refund whose answer was lost is at Stripe already and found by its metadata, even when Stripe has
    /// forgotten the key. Throws <see cref="StripeUnavailableException"/> when Stripe gave no usable answer; the refund
    /// then stays requested.
    /// </summary>
    public async Task<RefundState> SendAsync(Guid refundId, CancellationToken ct)
    {
        var paymentId = await db.Set<Refund>().Where(r => r.Id == refundId).Select(r => r.PaymentId).SingleAsync(ct);
        await refresh.RefreshAsync(paymentId, [], ct, look: MoneyBackLook.Refunds);
        var refund = await ReadAsync(refundId, ct);
        if (refund.State != RefundState.Requested) return refund.State;
        if (await IsDisputedAsync(refund, ct)) return await RefuseAsync(refundId, "charge_disputed", ct);
        if (await CreateAsync(refund, ct) is { } code)
        {
            // It may have been made under this key before it was refused.
            await refresh.RefreshAsync(paymentId, [], ct, look: MoneyBackLook.Refunds);
            return await RefuseAsync(refundId, code, ct);
        }

        await refresh.RefreshAsync(paymentId, [], ct, look: MoneyBackLook.Refunds);
        return (await ReadAsync(refundId, ct)).State;
    }

    /// <summary>Null when Stripe made it; else why not.</summary>
    private async Task<string?> CreateAsync(Refund refund, CancellationToken ct)
    {
        var reference = await db.Set<Payment>().Where(p => p.Id == refund.PaymentId).Select(p => p.Reference).SingleAsync(ct);
        try
        {
            await stripe.CreateAsync(refund.Id, reference, refund.ChargeId, refund.AmountPence, ct);
            return null;
        }
        catch (StripeRefusedException e)
        {
            log.LogError("Refund {RefundId}: {Refusal}", refund.Id, e.Message);
            return e.Code;
        }
    }

    private async Task<RefundState> RefuseAsync(Guid refundId, string code, CancellationToken ct)
    {
        await mediator.Send(new RefuseRefund(refundId, code), CancellationToken.None);
        return (await ReadAsync(refundId, ct)).State;
    }

    private Task<Refund> ReadAsync(Guid refundId, CancellationToken ct) => db.Set<Refund>().AsNoTracking().SingleAsync(r => r.Id == refundId, ct);

    private Task<bool> IsDisputedAsync(Refund refund, CancellationToken ct) => db.Set<Dispute>()
        .AnyAsync(d => d.ChargeId == refund.ChargeId && (d.State == DisputeState.NeedsResponse || d.State == DisputeState.UnderReview), ct);
}
