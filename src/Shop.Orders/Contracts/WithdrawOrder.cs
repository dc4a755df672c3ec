using Shop.Kernel.Messaging;

namespace Shop.Orders.Contracts;

/// <summary>
/// The resident changed the basket and orders anew: the unpaid order lapses at once, its documents can be claimed by the
/// next one, and nobody is written to. Close its payment before (a payment that succeeds later needs attention).
/// False, and nothing done, when it does not await payment any more. Throws when there is no such order.
/// </summary>
public sealed record WithdrawOrder(Guid OrderId) : ICommand<bool>;
