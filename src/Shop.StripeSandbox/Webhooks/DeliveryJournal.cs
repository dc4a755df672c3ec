using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Webhooks;

/// <summary>A delivery at one moment, as it is written down.</summary>
internal sealed record DeliveryRecord(
    long Number, string EventId, string EventType, string EndpointId, DateTimeOffset FirstDue, DateTimeOffset Due, DeliveryState State, IReadOnlyList<DeliveryAttempt> Attempts)
{
    public static DeliveryRecord Of(Delivery delivery) => new(
        delivery.Number, delivery.EventId, delivery.EventType, delivery.EndpointId, delivery.FirstDue, delivery.Due, delivery.State, [.. delivery.Attempts]);

    public Delivery ToDelivery()
    {
        var delivery = new Delivery(Number, EventId, EventType, EndpointId, FirstDue) { Due = Due, State = State };
        foreach (var attempt in Attempts) delivery.Add(attempt);
        return delivery;
    }
}

/// <summary>Keeps the queue, the mode and their state in a file that lasts. A try that was under way at a kill is made again: at least once, as with Stripe.</summary>
internal sealed class DeliveryJournal(SandboxFile file, DeliveryQueue queue) : ITable
{
    private const string ModeSetting = "webhook_mode";
    private WebhookMode written = new();

    IEnumerable<string> ITable.Schema => ["CREATE TABLE IF NOT EXISTS delivery (number INTEGER PRIMARY KEY, body BLOB NOT NULL)"];

    void ITable.Opened()
    {
        if (!file.Lasts) return;
        written = Stored.Parse<WebhookMode>(file.Setting(ModeSetting)) ?? new();
        queue.Restore(file.Read("SELECT body FROM delivery", r => Stored.Read<DeliveryRecord>(r.GetFieldValue<byte[]>(0))), written);
    }

    void ITable.WriteChanges()
    {
        var (changed, forgotten) = queue.TakeChanges();
        if (!file.Lasts) return;
        foreach (var record in changed)
            file.Write("INSERT INTO delivery VALUES ($0, $1) ON CONFLICT (number) DO UPDATE SET body = excluded.body", record.Number, Stored.Bytes(record));
        foreach (var number in forgotten) file.Write("DELETE FROM delivery WHERE number = $0", number);
        if (ReferenceEquals(written, queue.Mode)) return;
        written = queue.Mode;
        file.Set(ModeSetting, Stored.Text(written));
    }

    void ITable.Clear()
    {
        queue.Clear();
        file.Write("DELETE FROM delivery");
    }
}
