using MediatR;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class GetCardStatementHandler(StripeConnection stripe) : IRequestHandler<GetCardStatement, string>
{
    public Task<string> Handle(GetCardStatement request, CancellationToken cancellationToken) => Task.FromResult(stripe.Settings.StatementText);
}
