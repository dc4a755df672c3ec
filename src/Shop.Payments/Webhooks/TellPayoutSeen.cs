using MediatR;
using Shop.Kernel.Messaging;
using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

/// <summary>Tells the other modules of a payout's event and marks it done, in one transaction: told and marked, or neither.</summary>
internal sealed record TellPayoutSeen(Guid EventId, string PayoutId, string EventType) : ICommand<Unit>;

internal sealed class TellPayoutSeenHandler(IMediator mediator) : IRequestHandler<TellPayoutSeen, Unit>
{
    public async Task<Unit> Handle(TellPayoutSeen request, CancellationToken cancellationToken)
    {
        await mediator.Publish(new PayoutSeen(request.PayoutId, request.EventType), cancellationToken);
        return await mediator.Send(new MarkWebhookEvents([request.EventId], new WebhookOutcome.Done(null)), cancellationToken);
    }
}
