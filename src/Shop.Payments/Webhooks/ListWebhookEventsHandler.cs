using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

internal sealed class ListWebhookEventsHandler(ShopDbContext db) : IRequestHandler<ListWebhookEvents, WebhookEventPage>
{
    public async Task<WebhookEventPage> Handle(ListWebhookEvents request, CancellationToken cancellationToken)
    {
        var events = db.Set<WebhookEvent>().Where(e => e.State == request.State);
        var rows = await events.OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Id).Skip(request.Skip).Take(request.Limit)
            .Select(e => new WebhookEventRow(
                e.EventId, e.Type, e.State, e.ReceivedAt, e.Tries, e.NextTryAt, e.FinishedAt, e.Note,
                db.Set<Payment>().Where(p => p.Id == e.PaymentId).Select(p => p.Reference).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        return new WebhookEventPage(rows, await events.CountAsync(cancellationToken));
    }
}
