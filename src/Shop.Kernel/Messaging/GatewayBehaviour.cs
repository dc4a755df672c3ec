using MediatR;
using Shop.Kernel.Persistence;

namespace Shop.Kernel.Messaging;

/// <summary>Keeps slow outside calls out of transactions: a held write lock would stop every other resident.</summary>
internal sealed class GatewayBehaviour<TRequest, TResponse>(ShopDbContext db) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IGatewayCommand<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null && !CommandScope.IsInside
            ? next()
            : throw new InvalidOperationException($"{typeof(TRequest).Name} calls the outside world and may not run inside a transaction.");
}
