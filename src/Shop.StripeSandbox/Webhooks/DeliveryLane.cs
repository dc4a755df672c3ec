namespace Shop.StripeSandbox.Webhooks;

/// <summary>What waits for one endpoint, by time and then by order of arrival. Used under the queue's lock.</summary>
internal sealed class DeliveryLane
{
    private readonly PriorityQueue<Delivery, (DateTimeOffset Due, long Order)> waiting = new();

    /// <summary>Deliveries under way.</summary>
    public int Sending { get; set; }

    public DateTimeOffset? Next => waiting.TryPeek(out _, out var next) ? next.Due : null;

    public void Add(Delivery delivery, long order) => waiting.Enqueue(delivery, (delivery.Due, order));

    public Delivery Take()
    {
        var delivery = waiting.Dequeue();
        delivery.State = DeliveryState.Sending;
        Sending++;
        return delivery;
    }
}
