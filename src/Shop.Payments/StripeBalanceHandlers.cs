using MediatR;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Payments;

internal sealed class StripeBalanceHandlers(StripeBalances stripe)
    : IRequestHandler<ListBalanceTransactions, StripeTransactionPage>, IRequestHandler<ListStripePayouts, StripePayoutPage>,
        IRequestHandler<GetStripePayout, StripePayout?>, IRequestHandler<GetStripeBalance, StripeBalance>
{
    public Task<StripeTransactionPage> Handle(ListBalanceTransactions request, CancellationToken cancellationToken) => stripe.ListTransactionsAsync(request, cancellationToken);

    public Task<StripePayoutPage> Handle(ListStripePayouts request, CancellationToken cancellationToken) => stripe.ListPayoutsAsync(request, cancellationToken);

    public Task<StripePayout?> Handle(GetStripePayout request, CancellationToken cancellationToken) => stripe.FetchPayoutAsync(request.PayoutId, cancellationToken);

    public Task<StripeBalance> Handle(GetStripeBalance request, CancellationToken cancellationToken) => stripe.FetchBalanceAsync(cancellationToken);
}
