using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Baskets.Contracts;

/// <summary>Takes out the lines that were bought. Lines added since stay. Does nothing for lines, or a basket, that are gone.</summary>
public sealed record ClearBasket(string BasketId, IReadOnlyList<Guid> LineIds) : ICommand<Unit>;
