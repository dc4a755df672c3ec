using MediatR;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class ListStripeChargesHandler(StripeSessions stripe) : IRequestHandler<ListStripeCharges, IReadOnlyList<StripeCharge>>
{
    public async Task<IReadOnlyList<StripeCharge>> Handle(ListStripeCharges request, CancellationToken cancellationToken) =>
        await stripe.ListChargesAsync(request.From, request.Until, cancellationToken);
}
