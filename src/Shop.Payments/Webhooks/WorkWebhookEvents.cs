using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Stripe;

namespace Shop.Payments.Webhooks;

/// <summary>
/// Works the events that are due: finds the payment each is about, asks Stripe once per payment and applies the
/// answer, then marks them. Returns how many were taken; 0 when none is due. An event is marked after its effect, so a
/// stop in between only repeats a step that changes nothing the second time.
/// </summary>
internal sealed record WorkWebhookEvents : IGatewayCommand<int>;

internal sealed class WorkWebhookEventsHandler(
    ShopDbContext db, IMediator mediator, WebhookTargets targets, IServiceScopeFactory scopes, StripeConnection stripe, TimeProvider clock, ILogger<WorkWebhookEventsHandler> log)
    : IRequestHandler<WorkWebhookEvents, int>
{
    private const int Batch = 100;

    /// <summary>Payments at once: Stripe's own limits are the tighter bound.</summary>
    private const int Parallel = 4;

    public async Task<int> Handle(WorkWebhookEvents request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var due = await db.Set<WebhookEvent>().AsNoTracking().Where(e => e.NextTryAt <= now).OrderBy(e => e.NextTryAt).Take(Batch).ToListAsync(cancellationToken);
        var sorted = new List<(WebhookEvent Event, WebhookTarget Target)>();
        foreach (var one in due) sorted.Add((one, await targets.FindAsync(WebhookHint.Read(one.Body), stripe.Settings.IsLive, cancellationToken)));

        foreach (var payout in sorted.Where(s => s.Target.PayoutId is not null)) await TellAsync(payout.Event, payout.Target.PayoutId!, cancellationToken);
        foreach (var ignored in sorted.Where(s => s.Target.WhyIgnored is not null))
            await mediator.Send(new MarkWebhookEvents([ignored.Event.Id], new WebhookOutcome.Ignored(ignored.Target.WhyIgnored!)), cancellationToken);
        var payments = sorted.Where(s => s.Target.Payment is not null).GroupBy(s => s.Target.Payment!);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            payments,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (group, ct) => await WorkAsync(group.Key, [.. group.Select(g => g.Event.Id)], [.. group.Select(g => g.Target.Hint!)], ct));
        return due.Count;
    }

    private async Task TellAsync(WebhookEvent one, string payoutId, CancellationToken ct)
    {
        try
        {
            await mediator.Send(new TellPayoutSeen(one.Id, payoutId, one.Type), ct);
        }
#pragma warning disable CA1031 // As below: a listener that fails must not stop the other events.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(e, "Event {EventId} about payout {PayoutId} could not be told", one.EventId, payoutId);
            await mediator.Send(new MarkWebhookEvents([one.Id], new WebhookOutcome.Failed(null, e.GetType().Name)), CancellationToken.None);
        }
    }

    private async Task WorkAsync(TargetPayment payment, Guid[] events, WebhookHint[] hints, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var outcome = await OutcomeAsync(services, payment, hints, ct);
        await services.GetRequiredService<IMediator>().Send(new MarkWebhookEvents(events, outcome), CancellationToken.None);
    }

    private async Task<WebhookOutcome> OutcomeAsync(IServiceProvider services, TargetPayment payment, WebhookHint[] hints, CancellationToken ct)
    {
        try
        {
            using var turn = await services.GetRequiredService<PaymentTurns>().TakeAsync(payment.Reference, ct);
            var sessions = await services.GetRequiredService<WebhookTargets>().UnknownSessionsAsync(payment.Id, hints, ct);
            await services.GetRequiredService<PaymentRefresh>().RefreshAsync(payment.Id, sessions, ct, look: hints.Aggregate(MoneyBackLook.None, (look, hint) => look | hint.Look));
            return new WebhookOutcome.Done(payment.Id);
        }
        catch (StripeUnavailableException e)
        {
            return new WebhookOutcome.Failed(payment.Id, e.Message);
        }
#pragma warning disable CA1031 // One event that cannot be worked must not stop the others; it stays visible with its error.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(e, "Events of payment {PaymentId} could not be worked", payment.Id);
            return new WebhookOutcome.Failed(payment.Id, e.GetType().Name);
        }
    }
}
