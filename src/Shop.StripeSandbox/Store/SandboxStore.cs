using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Store;

/// <summary>
/// The one account: every object, behind one lock. <see cref="Run{T}"/> is the only way in; what it runs sees the
/// account after everything that was due by then, and its events leave together when it ends.
/// </summary>
internal sealed class SandboxStore(StripeSandboxOptions options, DeliveryQueue deliveries, ILogger<SandboxStore> log)
{
    private readonly Lock gate = new();
    private readonly List<Event> emitted = [];
    private RequestStamp stamp;

    public Table<CheckoutSession> Sessions { get; } = new Table<CheckoutSession>("checkout.session").IndexedBy("payment_intent", s => s.PaymentIntent);
    public Table<PaymentIntent> PaymentIntents { get; } = new("payment_intent");
    public Table<PaymentMethod> PaymentMethods { get; } = new("payment_method");
    public Table<Charge> Charges { get; } = new Table<Charge>("charge").IndexedBy("payment_intent", c => c.PaymentIntent);
    public Table<Refund> Refunds { get; } = new Table<Refund>("refund").IndexedBy("charge", r => r.Charge).IndexedBy("payment_intent", r => r.PaymentIntent)
        .IndexedBy("pending_reason", r => r.PendingReason);
    public Table<BalanceTransaction> Transactions { get; } =
        new Table<BalanceTransaction>("balance_transaction").IndexedBy("source", t => t.Source).IndexedBy("payout", t => t.Payout);
    public Table<Dispute> Disputes { get; } = new Table<Dispute>("dispute").IndexedBy("charge", d => d.Charge);
    public Table<Payout> Payouts { get; } = new("payout");
    public Table<ReportRun> ReportRuns { get; } = new Table<ReportRun>("reporting.report_run").IndexedBy("file", r => r.FileId);
    public Table<Event> Events { get; } = new("event");
    public Table<WebhookEndpoint> Endpoints { get; } = new("webhook_endpoint");
    public Table<Product> Products { get; } = new("product");
    public Idempotency Idempotency { get; } = new();
    public Faults Faults { get; } = new();
    public Settlement Settlement { get; } = new();
    public PayoutSchedule PayoutSchedule { get; } = new();
    public Timeline Timeline { get; } = new(options.Clock);

    public StripeSandboxOptions Options => options;

    public DeliveryQueue Deliveries => deliveries;

    public DateTimeOffset Now => Timeline.Now;

    /// <summary>Where the pages are reached, without a final slash; known once the sandbox listens.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Runs work on the account alone. Throws what the work throws; events it emitted before are delivered even then.</summary>
    public T Run<T>(Func<T> work, RequestStamp request = default)
    {
        lock (gate)
        {
            CatchUp();
            stamp = request;
            try
            {
                return work();
            }
            finally
            {
                SendEmitted();
                stamp = default;
            }
        }
    }

    /// <summary>Does what is due by now: expiry, settlement, late refunds.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            Timeline.CatchUp(this, e => log.LogError(e, "Something due failed"));
            SendEmitted();
        }
    }

    public DateTimeOffset? NextDeadline
    {
        get
        {
            lock (gate) return Timeline.Next;
        }
    }

    /// <summary>Records that something happened to an object. The only way an event comes to be.</summary>
    /// <param name="previous">For updates: the fields that changed, with their former values.</param>
    public void Emit(string type, IResource now, JsonObject? previous = null)
    {
        var happened = new Event(Ids.New("evt"), Now, type, now, stamp)
        {
            PreviousAttributes = previous,
            PendingWebhooks = Endpoints.OldestFirst().Count(e => e.Row.Wants(type)),
        };
        emitted.Add(Events.Put(happened));
        log.LogInformation("{EventType} {EventId} {ObjectId}", type, happened.Id, now.Id);
    }

    public IResource? Find(string id) => id.Split('_')[0] switch
    {
        "cs" => Sessions.Find(id),
        "pi" => PaymentIntents.Find(id),
        "pm" => PaymentMethods.Find(id),
        "ch" => Charges.Find(id),
        "re" => Refunds.Find(id),
        "txn" => Transactions.Find(id),
        "dp" => Disputes.Find(id),
        "po" => Payouts.Find(id),
        "prod" => Products.Find(id),
        _ => null,
    };

    /// <summary>A list that is part of an object only when it is asked for by <c>expand[]</c>.</summary>
    public JsonObject? Included(JsonObject owner, string field) => (owner["object"]?.GetValue<string>(), field) switch
    {
        ("checkout.session", "line_items") => SessionLines(owner["id"]!.GetValue<string>()),
        ("charge", "refunds") => ChargeRefunds(owner["id"]!.GetValue<string>()),
        _ => null,
    };

    private JsonObject SessionLines(string id) => Paging.Of(Sessions.Get(id).Terms.Lines, $"/v1/checkout/sessions/{id}/line_items");

    private JsonObject ChargeRefunds(string id) =>
        Paging.Of(Refunds.Where("charge", id).Reverse().Take(10).Select(r => r.Row), $"/v1/charges/{id}/refunds", Refunds.Where("charge", id).Count > 10);

    private void SendEmitted()
    {
        if (emitted.Count == 0) return;
        deliveries.Add(emitted, [.. Endpoints.OldestFirst().Select(e => e.Row)], Now);
        emitted.Clear();
    }

    /// <summary>Everything goes, except the endpoints the sandbox was started with and the clock, which never runs back.</summary>
    public void Reset()
    {
        Sessions.Clear();
        PaymentIntents.Clear();
        PaymentMethods.Clear();
        Charges.Clear();
        Refunds.Clear();
        Transactions.Clear();
        Disputes.Clear();
        Payouts.Clear();
        ReportRuns.Clear();
        Events.Clear();
        Endpoints.Clear();
        Products.Clear();
        Idempotency.Clear();
        Faults.Clear();
        Settlement.Clear();
        Timeline.Clear();
        deliveries.Clear();
        PayoutSchedule.Start(this);
        foreach (var hook in options.Webhooks)
            Endpoints.Put(new(Ids.New("we"), Now, hook.Url, hook.Secret) { ApiVersion = StripeSandboxOptions.DefaultApiVersion });
    }
}
