using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>A fresh key to an order's page, for the browser that placed the order (a double click whose first answer was lost). Throws when there is no such order.</summary>
public sealed record OpenOrder(Guid OrderId) : ICommand<CreateOrderResult.Created>;
