namespace Shop.StripeSandbox.Webhooks;

internal enum DeliveryState
{
    Waiting,
    Held,
    Sending,
    Delivered,
    GivenUp,
    /// <summary>Not sent: the control plane asked to lose it.</summary>
    Dropped,
    /// <summary>Not sent: the endpoint is not on this machine.</summary>
    Blocked,
    /// <summary>Not sent any more: the endpoint was deleted or disabled.</summary>
    Cancelled,
}

/// <summary>One try at a delivery. The signature carries wall time; <see cref="At"/> is sandbox time.</summary>
internal sealed record DeliveryAttempt(DateTimeOffset At, string Url, string? Signature, int? Status, string? Failure, long Milliseconds)
{
    /// <summary>The beginning of what the receiver answered; null when it did not.</summary>
    public string? Answer { get; init; }

    /// <summary>Only 2xx: a redirect is a failure, too.</summary>
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <summary>One event on its way to one endpoint. Changed under the queue's lock only.</summary>
internal sealed class Delivery(long number, string eventId, string eventType, string endpointId, DateTimeOffset due)
{
    private readonly List<DeliveryAttempt> attempts = [];

    public long Number => number;

    public string EventId => eventId;

    public string EventType => eventType;

    public string EndpointId => endpointId;

    /// <summary>Sandbox time of the first try: after three days of failing it is given up.</summary>
    public DateTimeOffset FirstDue { get; set; } = due;

    /// <summary>Sandbox time of the next try.</summary>
    public DateTimeOffset Due { get; set; } = due;

    public DeliveryState State { get; set; }

    public IReadOnlyList<DeliveryAttempt> Attempts => attempts;

    public void Add(DeliveryAttempt attempt) => attempts.Add(attempt);
}
