using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Webhooks;

/// <summary>
/// What is to be delivered, when, and what became of it. Each endpoint has a lane of its own, so one that hangs does
/// not keep others waiting. Thread-safe; never calls out while it holds its lock.
/// </summary>
internal sealed class DeliveryQueue(StripeSandboxOptions options)
{
    private const int Remembered = 10_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DeliveryLane> lanes = [];
    private readonly Queue<Delivery> log = new();
    private readonly HashSet<string> undelivered = [];
    private readonly HashSet<Delivery> changes = [];
    private readonly List<long> forgotten = [];
    private List<Delivery> held = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long number;

    public WebhookMode Mode { get; private set; } = new();

    public void SetMode(WebhookMode mode)
    {
        lock (gate) Mode = mode;
        Wake();
    }

    /// <summary>Queues events that happened together, as the mode says.</summary>
    public void Add(IReadOnlyList<Event> events, IReadOnlyList<WebhookEndpoint> endpoints, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var happened in Mode.InOrder(events))
                foreach (var endpoint in endpoints.Where(e => e.Wants(happened.Type)))
                    for (var copy = 0; copy < Mode.Duplicate; copy++)
                        Route(Record(happened, endpoint.Id, now + Mode.Delay));
        }
        Wake();
    }

    /// <summary>Sends one event again, whatever the mode says of holding and losing.</summary>
    public void Resend(Event happened, IReadOnlyList<WebhookEndpoint> endpoints, int copies, DateTimeOffset due)
    {
        lock (gate)
            foreach (var endpoint in endpoints.Where(e => e.Wants(happened.Type)))
                for (var copy = 0; copy < copies; copy++)
                    Enqueue(Record(happened, endpoint.Id, due));
        Wake();
    }

    /// <summary>Lets go what is held, in the order of the mode. Returns how many.</summary>
    public int Release(DateTimeOffset now)
    {
        List<Delivery> released;
        lock (gate)
        {
            (released, held) = (held, []);
            foreach (var delivery in Mode.InOrder(released))
            {
                delivery.FirstDue = delivery.Due = now;
                changes.Add(delivery);
                Enqueue(delivery);
            }
        }
        Wake();
        return released.Count;
    }

    /// <summary>The next delivery that is due and whose endpoint is not busy; marked as being sent.</summary>
    public Delivery? Take(DateTimeOffset now)
    {
        lock (gate)
        {
            var limit = Mode.Parallel ?? options.DeliveryParallelism;
            var lane = lanes.Values.FirstOrDefault(l => l.Sending < limit && l.Next <= now);
            return lane?.Take();
        }
    }

    /// <summary>Records a try and decides what is next: done, another try, or given up.</summary>
    public void Finish(Delivery delivery, DeliveryAttempt attempt)
    {
        lock (gate)
        {
            delivery.Add(attempt);
            changes.Add(delivery);
            var interval = options.RetrySchedule[Math.Min(delivery.Attempts.Count, options.RetrySchedule.Count) - 1];
            delivery.Due += interval;
            if (attempt.Succeeded) Close(delivery, DeliveryState.Delivered);
            else if (delivery.Due - delivery.FirstDue > options.GiveUpAfter) Close(delivery, DeliveryState.GivenUp);
            else Reschedule(delivery);
        }
        Wake();
    }

    /// <summary>Ends a delivery that is not to be sent at all.</summary>
    public void Abandon(Delivery delivery, DeliveryState state)
    {
        lock (gate) Close(delivery, state);
        Wake();
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate) return lanes.Values.Min(l => l.Next);
        }
    }

    /// <summary>Ends at the next change. Ask for it before looking for work, so that no change is slept through.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    public void Wake() => Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>The newest deliveries first, as they are now.</summary>
    public IReadOnlyList<T> Newest<T>(int count, Func<Delivery, T> read, Func<Delivery, bool>? filter = null)
    {
        lock (gate) return [.. log.Reverse().Where(d => filter?.Invoke(d) ?? true).Take(count).Select(read)];
    }

    /// <summary>Whether no delivery of the event is still to succeed.</summary>
    public bool IsDelivered(string eventId)
    {
        lock (gate) return !undelivered.Contains(eventId);
    }

    /// <summary>The events that no endpoint has taken yet.</summary>
    public IReadOnlyList<string> Undelivered
    {
        get
        {
            lock (gate) return [.. undelivered];
        }
    }

    /// <summary>What changed since the last time, as it is now, and the numbers of those that need not be remembered any more.</summary>
    public (IReadOnlyList<DeliveryRecord> Changed, IReadOnlyList<long> Forgotten) TakeChanges()
    {
        lock (gate)
        {
            if (changes.Count == 0 && forgotten.Count == 0) return ([], []);
            var taken = ((IReadOnlyList<DeliveryRecord>)[.. changes.Select(DeliveryRecord.Of)], (IReadOnlyList<long>)[.. forgotten]);
            changes.Clear();
            forgotten.Clear();
            return taken;
        }
    }

    /// <summary>Goes on where another process stopped. What it was sending is sent again.</summary>
    public void Restore(IReadOnlyList<DeliveryRecord> records, WebhookMode mode)
    {
        lock (gate)
        {
            Mode = mode;
            var delivered = records.Where(r => r.State == DeliveryState.Delivered).Select(r => r.EventId).ToHashSet();
            foreach (var record in records.OrderBy(r => r.Number))
            {
                var delivery = record.ToDelivery();
                number = Math.Max(number, record.Number);
                log.Enqueue(delivery);
                if (log.Count > Remembered) log.Dequeue();
                if (!delivered.Contains(record.EventId)) undelivered.Add(record.EventId);
                if (record.State == DeliveryState.Held) held.Add(delivery);
                if (record.State is DeliveryState.Waiting or DeliveryState.Sending) Enqueue(delivery);
            }
            changes.Clear();
        }
        Wake();
    }

    public void Clear()
    {
        lock (gate)
        {
            changes.Clear();
            forgotten.Clear();
            lanes.Clear();
            log.Clear();
            undelivered.Clear();
            held = [];
            Mode = new();
        }
    }

    private Delivery Record(Event happened, string endpointId, DateTimeOffset due)
    {
        var delivery = new Delivery(++number, happened.Id, happened.Type, endpointId, due);
        log.Enqueue(delivery);
        changes.Add(delivery);
        if (log.Count > Remembered && log.Dequeue() is { State: DeliveryState.Delivered } old) forgotten.Add(old.Number);
        undelivered.Add(happened.Id);
        return delivery;
    }

    private void Route(Delivery delivery)
    {
        if (Mode.Drops(delivery.EventType)) delivery.State = DeliveryState.Dropped;
        else if (Mode.Hold)
        {
            delivery.State = DeliveryState.Held;
            held.Add(delivery);
        }
        else Enqueue(delivery);
    }

    private void Enqueue(Delivery delivery)
    {
        delivery.State = DeliveryState.Waiting;
        if (!lanes.TryGetValue(delivery.EndpointId, out var lane)) lanes[delivery.EndpointId] = lane = new();
        lane.Add(delivery, ++number);
    }

    private void Reschedule(Delivery delivery)
    {
        if (lanes.TryGetValue(delivery.EndpointId, out var lane)) lane.Sending--;
        Enqueue(delivery);
    }

    private void Close(Delivery delivery, DeliveryState state)
    {
        if (lanes.TryGetValue(delivery.EndpointId, out var lane)) lane.Sending--;
        delivery.State = state;
        changes.Add(delivery);
        if (state == DeliveryState.Delivered) undelivered.Remove(delivery.EventId);
    }
}
