using MediatR;
using Microsoft.Extensions.Logging;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal enum OpenedSession
{
    /// <summary>The attempt has its session.</summary>
    Stored,

    /// <summary>This attempt came to nothing; another one may succeed.</summary>
    TryAnother,

    /// <summary>Stripe refuses these parameters; another attempt would meet the same.</summary>
    Refused,
}

/// <summary>Has Stripe make the session of an attempt whose row is committed. Run it within the payment's turn.</summary>
internal sealed class SessionOpener(IMediator mediator, StripeSessions stripe, ILogger<SessionOpener> log)
{
    /// <summary>Refusals that are about this key or this e-mail address only.</summary>
    private static readonly string[] WorthAnother = ["stored_failure", "idempotency_error", SessionTerms.EmailRefused];

    /// <summary>
    /// Asked again for the same attempt, finds the same session. Throws <see cref="StripeUnavailableException"/> when
    /// Stripe gave no usable answer: the attempt then stays as it is, to be asked for again with its key.
    /// </summary>
    public async Task<OpenedSession> OpenAsync(NextStep.Create step, CancellationToken ct)
    {
        RemoteSession session;
        try
        {
            session = await stripe.CreateAsync(step.Request, step.IdempotencyKey, ct);
        }
        catch (StripeRefusedException e)
        {
            log.LogError("Attempt {AttemptId}: {Refusal}", step.AttemptId, e.Message);
            await mediator.Send(new AbandonAttempt(step.PaymentId, step.AttemptId, e.Code), CancellationToken.None);
            // An interrupted attempt that was never made is refused when its expiry has come too near.
            return step.Again || WorthAnother.Contains(e.Code) ? OpenedSession.TryAnother : OpenedSession.Refused;
        }

        var stored = await mediator.Send(new StoreSession(step.PaymentId, step.AttemptId, session), CancellationToken.None);
        if (stored == StoreSessionResult.Stored) return OpenedSession.Stored;
        await stripe.ExpireAsync(session.SessionId, ct);
        return stored == StoreSessionResult.WrongTotal ? OpenedSession.Refused : OpenedSession.TryAnother;
    }
}
