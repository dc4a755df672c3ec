using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Baskets.Contracts;

/// <summary>One line at the price it was added with, and with the documents that are asked for today. Null when the line is not in this basket, or the basket is gone: nobody sees another's line.</summary>
public sealed record GetBasketLine(string BasketId, Guid LineId) : IQuery<StoredLine?>;

/// <param name="Fields">What was typed, by form field, to be shown in the form again.</param>
public sealed record StoredLine(Guid LineId, LineSnapshot Snapshot, IReadOnlyDictionary<string, string> Fields);
