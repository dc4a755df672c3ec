using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// Gives up an attempt that has no session: Stripe refused it for good, or nothing may be paid any more. Safe at any
/// time, as nobody was given its page. Does nothing when a session was found meanwhile.
/// </summary>
internal sealed record AbandonAttempt(Guid PaymentId, Guid AttemptId, string Code) : ICommand<bool>;

internal sealed class AbandonAttemptHandler(ShopDbContext db, TimeProvider clock, ILogger<AbandonAttemptHandler> log) : IRequestHandler<AbandonAttempt, bool>
{
    public async Task<bool> Handle(AbandonAttempt request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().Include("_attempts").SingleAsync(p => p.Id == request.PaymentId, cancellationToken);
        var attempt = payment.Attempts.Single(a => a.Id == request.AttemptId);
        if (attempt.State != AttemptState.Preparing) return false;
        payment.AbandonAttempt(attempt, request.Code, null, clock.UtcNow());
        log.LogInformation("Attempt {Number} of payment {PaymentId} abandoned: {Code}", attempt.Number, payment.Id, request.Code);
        return true;
    }
}
