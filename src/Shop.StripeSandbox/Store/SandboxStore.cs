using System.Globalization;
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
internal sealed class SandboxStore : IDisposable
{
    private readonly StripeSandboxOptions options;
    private readonly DeliveryQueue deliveries;
    private readonly ILogger<SandboxStore> log;
    private readonly SandboxFile file;
    private readonly Lock gate = new();
    private readonly List<Event> emitted = [];
    private RequestStamp stamp;

    private (int Version, IReadOnlyList<WebhookEndpoint> All) listening = (-1, []);
    private string written = "";

    public SandboxStore(StripeSandboxOptions options, DeliveryQueue deliveries, ILogger<SandboxStore> log)
    {
        (this.options, this.deliveries, this.log) = (options, deliveries, log);
        file = new(options.Store);
        Sessions = new Table<CheckoutSession>(file, "checkout.session").IndexedBy("payment_intent", s => s.PaymentIntent).IndexedBy("status", s => s.Status);
        PaymentIntents = new Table<PaymentIntent>(file, "payment_intent").IndexedBy("status", i => i.Status);
        PaymentMethods = new(file, "payment_method");
        Charges = new Table<Charge>(file, "charge").IndexedBy("payment_intent", c => c.PaymentIntent);
        Refunds = new Table<Refund>(file, "refund").IndexedBy("charge", r => r.Charge).IndexedBy("payment_intent", r => r.PaymentIntent)
            .IndexedBy("pending_reason", r => r.PendingReason);
        Transactions = new Table<BalanceTransaction>(file, "balance_transaction")
            .IndexedBy("source", t => t.Source).IndexedBy("payout", t => t.Payout).IndexedBy("type", t => t.Type);
        Disputes = new Table<Dispute>(file, "dispute").IndexedBy("charge", d => d.Charge).IndexedBy("payment_intent", d => d.PaymentIntent);
        Payouts = new Table<Payout>(file, "payout").IndexedBy("status", p => p.Status);
        ReportRuns = new Table<ReportRun>(file, "reporting.report_run").IndexedBy("file", r => r.FileId);
        Events = new Table<Event>(file, "event").IndexedBy("type", e => e.Type).IndexedBy("object", e => e.Object.Id);
        Endpoints = new(file, "webhook_endpoint");
        Products = new(file, "product");
        Idempotency = new(file);
        Timeline = new(options.Clock, file);
        file.Add(new DeliveryJournal(file, deliveries));
    }

    public Table<CheckoutSession> Sessions { get; }
    public Table<PaymentIntent> PaymentIntents { get; }
    public Table<PaymentMethod> PaymentMethods { get; }
    public Table<Charge> Charges { get; }
    public Table<Refund> Refunds { get; }
    public Table<BalanceTransaction> Transactions { get; }
    public Table<Dispute> Disputes { get; }
    public Table<Payout> Payouts { get; }
    public Table<ReportRun> ReportRuns { get; }
    public Table<Event> Events { get; }
    public Table<WebhookEndpoint> Endpoints { get; }
    public Table<Product> Products { get; }
    public Idempotency Idempotency { get; }
    public Faults Faults { get; } = new();
    public CardOrders NextCards { get; } = new();
    public Settlement Settlement { get; } = new();
    public PayoutSchedule PayoutSchedule { get; } = new();
    public Timeline Timeline { get; }

    /// <summary>Whether a refund waits for the balance to have its amount; can be switched while the sandbox runs.</summary>
    public bool RefundsWaitForFunds { get; set; }

    public StripeSandboxOptions Options => options;

    public DeliveryQueue Deliveries => deliveries;

    public DateTimeOffset Now => Timeline.Now;

    /// <summary>Where the pages are reached, without a final slash; known once the sandbox listens.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Takes up what the file holds, or begins an empty account. Before anything else.</summary>
    public void Open()
    {
        lock (gate)
        {
            if (file.Open()) Reset();
            else Restore();
            file.Save();
        }
    }

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
                Save();
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
            Save();
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
            PendingWebhooks = Listening.Count(e => e.Wants(type)),
        };
        emitted.Add(Events.Put(happened));
        log.LogInformation("{EventType} {EventId} {ObjectId}", type, happened.Id, now.Id);
    }

    /// <summary>All webhook endpoints, oldest first.</summary>
    public IReadOnlyList<WebhookEndpoint> Listening
    {
        get
        {
            if (listening.Version != Endpoints.Version) listening = (Endpoints.Version, [.. Endpoints.OldestFirst().Select(e => e.Row)]);
            return listening.All;
        }
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
        Paging.Of(Refunds.Where("charge", id).NewestFirst().Take(10).Select(r => r.Row), $"/v1/charges/{id}/refunds", Refunds.Where("charge", id).Count > 10);

    private void SendEmitted()
    {
        if (emitted.Count == 0) return;
        deliveries.Add(emitted, Listening, Now);
        emitted.Clear();
    }

    /// <summary>Everything goes, except the endpoints the sandbox was started with and the clock, which never runs back.</summary>
    public void Reset()
    {
        file.Clear();
        Faults.Clear();
        NextCards.Clear();
        Settlement.Clear();
        PayoutSchedule.Start(this);
        RefundsWaitForFunds = options.RefundsWaitForFunds;
        PutGivenEndpoints();
    }

    public void Dispose() => file.Dispose();

    private void Restore()
    {
        if (file.Setting("switches") is { } text)
        {
            written = text;
            var kept = Stored.Parse<Switches>(text)!;
            if (kept.Offset > options.Clock.Offset) options.Clock.Advance(kept.Offset - options.Clock.Offset);
            foreach (var fault in kept.Faults) Faults.Add(fault);
            foreach (var order in kept.NextCards) NextCards.Add(order);
            (PayoutSchedule.Automatic, RefundsWaitForFunds) = (kept.AutomaticPayouts, kept.RefundsWaitForFunds);
        }
        Settlement.Restore(this);
        PutGivenEndpoints();
    }

    /// <summary>The endpoints of the start keep their ids; address and secret are those of this start.</summary>
    private void PutGivenEndpoints()
    {
        var before = Endpoints.OldestFirst().Select(e => e.Row).Where(e => e.Given is not null).ToDictionary(e => e.Given!.Value);
        for (var i = 0; i < options.Webhooks.Count; i++)
        {
            var endpoint = before.GetValueOrDefault(i) ?? new(Ids.New("we"), Now, () => null, "") { ApiVersion = StripeSandboxOptions.DefaultApiVersion, Given = i };
            Endpoints.Put(endpoint with { Address = options.Webhooks[i].Url, Secret = options.Webhooks[i].Secret });
        }
        foreach (var (given, endpoint) in before)
            if (given >= options.Webhooks.Count)
                Endpoints.Remove(endpoint.Id);
    }

    /// <summary>Commits what was changed, before an answer leaves.</summary>
    private void Save()
    {
        if (file.Lasts && Stored.Text(new Switches(options.Clock.Offset, Faults.Waiting, NextCards.Waiting, PayoutSchedule.Automatic, RefundsWaitForFunds)) is var text && text != written)
        {
            written = text;
            file.Set("switches", text);
        }
        file.Save();
    }

    /// <summary>What was set by hand and is no object.</summary>
    private sealed record Switches(TimeSpan Offset, IReadOnlyList<Fault> Faults, IReadOnlyList<CardOrder> NextCards, bool AutomaticPayouts, bool RefundsWaitForFunds);
}
