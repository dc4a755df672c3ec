using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

/// <summary>
/// Empties the bodies of events finished 30 days ago: they may hold names and e-mail addresses, and Stripe itself gives
/// events out no longer than that. The rows stay, so a repeat is still recognised. Returns how many.
/// </summary>
internal sealed record ForgetWebhookBodies : ICommand<int>;

internal sealed class ForgetWebhookBodiesHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ForgetWebhookBodies, int>
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public async Task<int> Handle(ForgetWebhookBodies request, CancellationToken cancellationToken)
    {
        var before = clock.UtcNow() - Keep;
        return await db.Set<WebhookEvent>()
            .Where(e => (e.State == WebhookState.Done || e.State == WebhookState.Ignored) && e.FinishedAt < before && e.Body != "")
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Body, ""), cancellationToken);
    }
}
