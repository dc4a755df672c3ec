using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

internal sealed class ListOverdueEventsHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ListOverdueEvents, IReadOnlyList<WebhookEventRow>>
{
    /// <summary>Four tries fit in; a message that waits longer meets more than a passing trouble.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<WebhookEventRow>> Handle(ListOverdueEvents request, CancellationToken cancellationToken)
    {
        var before = clock.UtcNow() - Overdue;
        return await db.Set<WebhookEvent>()
            .Where(e => e.State == WebhookState.Failed || (e.State == WebhookState.Received && e.ReceivedAt < before))
            .OrderBy(e => e.ReceivedAt).ThenBy(e => e.Id)
            .Select(e => new WebhookEventRow(
                e.EventId, e.Type, e.State, e.ReceivedAt, e.Tries, e.NextTryAt, e.FinishedAt, e.Note,
                db.Set<Payment>().Where(p => p.Id == e.PaymentId).Select(p => p.Reference).FirstOrDefault()))
            .ToListAsync(cancellationToken);
    }
}
