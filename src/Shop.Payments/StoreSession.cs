using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// Stores the session that Stripe made for an attempt. Does nothing when it is stored already (a webhook was faster).
/// The session is not to be used when the payment was closed meanwhile, or when its total is not what is due.
/// </summary>
internal sealed record StoreSession(Guid PaymentId, Guid AttemptId, RemoteSession Session) : ICommand<StoreSessionResult>;

internal enum StoreSessionResult { Stored, NotWanted, WrongTotal }

internal sealed class StoreSessionHandler(ShopDbContext db, TimeProvider clock, ILogger<StoreSessionHandler> log) : IRequestHandler<StoreSession, StoreSessionResult>
{
    public async Task<StoreSessionResult> Handle(StoreSession request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().Include("_attempts").SingleAsync(p => p.Id == request.PaymentId, cancellationToken);
        var attempt = payment.Attempts.Single(a => a.Id == request.AttemptId);
        var session = request.Session;
        var now = clock.UtcNow();
        if (attempt.SessionId == session.SessionId) return StoreSessionResult.Stored;
        if (attempt.State != AttemptState.Preparing) return StoreSessionResult.NotWanted;
        if (session.AmountPence != payment.AmountPence || !FitCheck.IsPounds(session.Currency) || session.Url is null)
        {
            payment.AbandonAttempt(attempt, "wrong_total", session.SessionId, now);
            log.LogCritical("Session {SessionId} has {Actual} {Currency}, payment {PaymentId} has {Due} gbp: not used", session.SessionId, session.AmountPence, session.Currency, payment.Id, payment.AmountPence);
            return StoreSessionResult.WrongTotal;
        }

        payment.OpenAttempt(attempt, session.SessionId, session.Url, session.ExpiresAt, now);
        log.LogInformation("Attempt {Number} of payment {PaymentId} has session {SessionId}", attempt.Number, payment.Id, session.SessionId);
        return StoreSessionResult.Stored;
    }
}
