using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class RequestRefundValidator : AbstractValidator<RequestRefund>
{
    public RequestRefundValidator()
    {
        RuleFor(r => r.RefundId).NotEmpty();
        RuleFor(r => r.Reference).NotEmpty().MaximumLength(40);
        RuleFor(r => r.AmountPence).GreaterThan(0);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
        RuleFor(r => r.Origin).Must(o => o is RefundOrigin.Officer or RefundOrigin.Automatic).WithMessage("A refund made at Stripe is adopted, not requested.");
    }
}

/// <summary>Two officers at once change one payment's version: one of them is run again and sees what the other left.</summary>
internal sealed class RequestRefundHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<RequestRefundHandler> log)
    : IRequestHandler<RequestRefund, RequestRefundResult>
{
    public async Task<RequestRefundResult> Handle(RequestRefund request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().WithMoney().SingleOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        if (await db.Set<Refund>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.RefundId, cancellationToken) is { } known)
        {
            return known.PaymentId == payment?.Id && known.AmountPence == request.AmountPence
                ? new RequestRefundResult.Recorded()
                : throw new InvalidOperationException($"Refund {request.RefundId} is known for another amount or payment.");
        }

        var chargeId = request.ChargeId ?? payment?.ChargeId;
        if (payment?.Charges().SingleOrDefault(c => c.ChargeId == chargeId) is not { } money) return new RequestRefundResult.UnknownCharge();
        if (money.DisputeOpen) return new RequestRefundResult.DisputeOpen();
        if (request.AmountPence > money.LeftPence) return new RequestRefundResult.TooMuch(money.LeftPence);

        var now = clock.UtcNow();
        payment.RequestRefund(request, money.ChargeId, now);
        // A loser of a race fails here, before anyone is told.
        await db.SaveChangesAsync(cancellationToken);
        log.LogInformation("Refund {RefundId} of {AmountPence}p of payment {PaymentId} requested ({Origin})", request.RefundId, request.AmountPence, payment.Id, request.Origin);
        await mediator.Publish(payment.Refunds.Single(r => r.Id == request.RefundId).Facts().Changed(payment, now), cancellationToken);
        return new RequestRefundResult.Recorded();
    }
}
