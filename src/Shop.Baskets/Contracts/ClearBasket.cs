using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Baskets.Contracts;

/// <summary>Empties the basket once it has become an order. Does nothing when it is gone.</summary>
public sealed record ClearBasket(string BasketId) : ICommand<Unit>;
