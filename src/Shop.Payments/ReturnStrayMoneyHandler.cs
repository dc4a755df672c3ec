using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class ReturnStrayMoneyHandler(ShopDbContext db, IMediator mediator, RefundPolicy policy, ILogger<ReturnStrayMoneyHandler> log) : IRequestHandler<ReturnStrayMoney, bool>
{
    public async Task<bool> Handle(ReturnStrayMoney request, CancellationToken cancellationToken)
    {
        if (!policy.RefundStrayMoney) return false;
        var payment = await db.Set<Payment>().WithMoney().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        var attempt = payment?.Attempts.SingleOrDefault(a => a.ChargeId == request.ChargeId);
        if (attempt?.PaymentIntentId is null) return false;
        var id = MoneyBackReducer.IdOf($"autorefund:{attempt.PaymentIntentId}");
        var money = payment!.Charges().SingleOrDefault(c => c.ChargeId == request.ChargeId);
        if (payment.Refunds.Any(r => r.Id == id) || money is not { LeftPence: > 0, DisputeOpen: false }) return false;
        log.LogWarning("Charge {ChargeId} of payment {PaymentId} is given back by itself", request.ChargeId, payment.Id);
        return await mediator.Send(
            new RequestRefund(id, request.Reference, request.ChargeId, money.LeftPence, request.Reason, RefundOrigin.Automatic), cancellationToken) is RequestRefundResult.Recorded;
    }
}
