using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

/// <summary>
/// Decides what starting a payment takes next, and commits the row of a new attempt before Stripe is asked.
/// Does nothing when an attempt is under way: names it.
/// </summary>
internal sealed record PrepareAttempt(string Reference) : ICommand<NextStep>;

internal abstract record NextStep
{
    /// <summary>Nothing more to ask of Stripe.</summary>
    public sealed record Answer(StartPaymentResult Result) : NextStep;

    /// <summary>The open session ends too soon to send anyone there; it must not stay payable beside a new one.</summary>
    public sealed record ExpireFirst(string SessionId) : NextStep;

    /// <param name="Again">True when this attempt may have been asked for before, by a process that stopped or got no answer.</param>
    public sealed record Create(Guid PaymentId, Guid AttemptId, string IdempotencyKey, SessionRequest Request, bool Again) : NextStep;
}

internal sealed class PrepareAttemptHandler(ShopDbContext db, StripeConnection stripe, TimeProvider clock, ILogger<PrepareAttemptHandler> log)
    : IRequestHandler<PrepareAttempt, NextStep>
{
    /// <summary>Less is too little to fill in a card and pass the bank's check.</summary>
    private static readonly TimeSpan EnoughTime = TimeSpan.FromMinutes(5);

    public async Task<NextStep> Handle(PrepareAttempt request, CancellationToken cancellationToken)
    {
        var payment = await db.Set<Payment>().Include("_attempts").FirstOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        var now = clock.UtcNow();
        if (payment is { State: PaymentState.Paid or PaymentState.Processing }) return new NextStep.Answer(new StartPaymentResult.AlreadyPaid());
        if (payment is null || !payment.IsPayable(now)) return new NextStep.Answer(new StartPaymentResult.Closed());
        return payment.Attempts.SingleOrDefault(a => a.IsLive) switch
        {
            { State: AttemptState.Preparing } interrupted => Create(payment, interrupted, again: true),
            { Url: { } url } open when open.ExpiresAt > now + EnoughTime => new NextStep.Answer(new StartPaymentResult.GoTo(new Uri(url))),
            { SessionId: { } session } => new NextStep.ExpireFirst(session),
            _ => Create(payment, Prepare(payment, now), again: false),
        };
    }

    private PaymentAttempt Prepare(Payment payment, DateTime now)
    {
        var attempt = payment.PrepareAttempt(stripe.Settings.StatementSuffix, now);
        log.LogInformation("Attempt {Number} of payment {PaymentId} prepared as {AttemptId}", attempt.Number, payment.Id, attempt.Id);
        return attempt;
    }

    private static NextStep.Create Create(Payment payment, PaymentAttempt attempt, bool again) =>
        new(payment.Id, attempt.Id, attempt.IdempotencyKey, attempt.Request!, again);
}
