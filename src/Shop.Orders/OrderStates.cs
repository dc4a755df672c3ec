using Shop.Kernel;

namespace Shop.Orders;

/// <summary>Where an order stands. Money that does not fit is no state: it is noted beside it.</summary>
public enum OrderState { AwaitingPayment, Paid, Fulfilled, Refused, Lapsed }

/// <summary>Where a line stands with its team. It waits until the order is paid, and for ever when that never happens.</summary>
public enum OrderLineState { Waiting, ToDo, Fulfilled, Refused }

/// <summary>Every legal change of state, as data. A change that is not listed is a bug or a lost race, and throws.</summary>
internal static class OrderTransitions
{
    private static readonly Dictionary<OrderState, OrderState[]> Order = new()
    {
        [OrderState.AwaitingPayment] = [OrderState.Paid, OrderState.Lapsed],
        [OrderState.Paid] = [OrderState.Fulfilled, OrderState.Refused],
        [OrderState.Fulfilled] = [],
        [OrderState.Refused] = [],
        [OrderState.Lapsed] = [],
    };

    private static readonly Dictionary<OrderLineState, OrderLineState[]> Line = new()
    {
        [OrderLineState.Waiting] = [OrderLineState.ToDo],
        [OrderLineState.ToDo] = [OrderLineState.Fulfilled, OrderLineState.Refused],
        [OrderLineState.Fulfilled] = [],
        [OrderLineState.Refused] = [],
    };

    public static bool Allows(OrderState from, OrderState to) => Order[from].Contains(to);

    public static bool Allows(OrderLineState from, OrderLineState to) => Line[from].Contains(to);

    /// <summary>Returns <paramref name="to"/>; throws <see cref="InvalidOperationException"/> when the change is not legal.</summary>
    public static OrderState Check(OrderState from, OrderState to, OrderReference reference) =>
        Allows(from, to) ? to : throw new InvalidOperationException($"Order {reference} is {from} and cannot become {to}.");

    /// <inheritdoc cref="Check(OrderState, OrderState, OrderReference)"/>
    public static OrderLineState Check(OrderLineState from, OrderLineState to, Guid line) =>
        Allows(from, to) ? to : throw new InvalidOperationException($"Order line {line} is {from} and cannot become {to}.");
}
