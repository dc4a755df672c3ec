using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Finance.Batches;
using Shop.Finance.Rescue;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Kernel.Time;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Finance;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// A shop at the end of a month: a team's orders in every state, October's takings as finance has them (and Stripe does
/// not), two purchases of today that agree with Stripe.
/// </summary>
public class MonthEnd : IAsyncLifetime
{
    /// <summary>October: Stripe knows nothing of it, so the proof differs.</summary>
    public const string Differing = "from=2026-10-01&to=2026-10-31";

    public const string FailedMessage = "evt_3TfJq2Lkdlx9vQpA1failed";

    private static readonly Actor Kim = new(Guid.NewGuid(), "Kim Officer");
    private readonly Dictionary<string, CreateOrderResult.Created> _orders = [];

    public PagesShop Shop { get; } = new();

    /// <summary>An open item.</summary>
    public string Suspense { get; private set; } = "";

    /// <summary>An account, a statement with a gap before it, and a CSV file that waits for its layout.</summary>
    public (Guid Account, Guid Statement, Guid Upload, Guid Match, Guid LeftOut) Bank { get; private set; }

    /// <summary>One that carried the purchases of today, and one that was made by hand.</summary>
    public string Payout { get; private set; } = "";

    public string HandMadePayout { get; private set; } = "";

    /// <summary>Batches as far as they are: draft, approved, exported.</summary>
    public IReadOnlyList<int> Batches { get; private set; } = [];

    /// <summary>Somebody with access, and somebody whose access was stopped.</summary>
    public Guid Person { get; private set; }

    public Guid Stopped { get; private set; }

    /// <summary>An order that can be paid, and one that could.</summary>
    public CreateOrderResult.Created Unpaid { get; private set; } = null!;

    public CreateOrderResult.Created Lapsed { get; private set; } = null!;

    public CreateOrderResult.Created Fulfilled => _orders["fulfilled"];

    /// <summary>As it stands in addresses.</summary>
    public string Today => $"{Shop.Services.GetRequiredService<TimeProvider>().Today():yyyy-MM-dd}";

    /// <summary>The days on which Stripe and the orders agree.</summary>
    public string Agreeing
    {
        get
        {
            var today = Shop.Services.GetRequiredService<TimeProvider>().Today();
            return $"from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}";
        }
    }

    public virtual async ValueTask InitializeAsync()
    {
        await Shop.InitializeAsync();
        await OrdersAsync();
        await TakingsAsync();
        await BuyTodayAsync();
        await MessagesAsync();
        Bank = await Shop.BankAsync();
        Suspense = $"/finance/suspense/{await Shop.SuspendAsync("ch_3TfJq2Lkdlx9vQpA1stray", 9700)}";
        Payout = await Shop.PayOutAsync();
        HandMadePayout = await Shop.PayOutByHandAsync();
        await BatchesAsync();
        Person = (await Shop.AddStaffAsync(StaffRole.ServiceOfficer, "street-works", "registrars")).Id;
        Stopped = (await Shop.AddStaffAsync(StaffRole.FinanceOfficer)).Id;
        await Shop.SendAsync(new SetStaffActive(await Shop.AdministratorAsync(), Stopped, false, "Left the council"));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public string Order(string state) => $"/staff/orders/{_orders[state].Reference}";

    public async Task<string> RefusalAsync() => $"{Order("to do")}/refuse/{await LineOfAsync(_orders["to do"])}";

    /// <summary>A purchase of today that Stripe knows, so that it can be given back.</summary>
    public string Bought { get; private set; } = "";

    /// <summary>Made at Stripe, to be allocated.</summary>
    public Guid DashboardRefund { get; } = Guid.CreateVersion7();

    public Guid FailedRefund { get; } = Guid.CreateVersion7();

    public string Payment(string state) => $"/finance/payments/{_orders[state].Reference.Value}";

    /// <summary>The journals of three batches: each is made when more was sold.</summary>
    private async Task BatchesAsync()
    {
        var exported = await Shop.ExportedBatchAsync();
        var numbers = new List<int>();
        foreach (var name in new[] { "Draft", "Approved" })
        {
            await Shop.AnnounceAsync(Takings.Order(Earlier, name));
            await Shop.SealedAsync();
            numbers.Add(Assert.IsType<MakeBatchesResult.Made>(await Shop.SendAsync(new MakeBatches(Kim))).Numbers[^1]);
        }

        await Shop.SendAsync(new ApproveBatch(new Actor(Guid.NewGuid(), "Bob Senior"), numbers[1], "Totals agree with the payouts of the week"));
        Batches = [.. numbers, exported];
    }

    private async Task OrdersAsync()
    {
        var skip = await Shop.SkipPermitAsync();
        var slot = new UploadSlot("site-plan", "Site plan", true, 2);
        var draft = Guid.NewGuid();
        await using (var content = new MemoryStream(Shopper.Pdf("plan")))
            await Shop.SendAsync(new AddAttachment(draft, slot, "site plan.pdf", content, "test"));
        var payer = new Payer("Sam Taylor-Worthington", "Mere Skips and Haulage (Larkmere) Limited", "sam.taylor-worthington@mere-skips-and-haulage.example", "07700 900123", [], null);
        await PaidAsync("to do", new CreateOrder("documents", payer, [new(draft, skip with { Uploads = [slot] }), new(Guid.NewGuid(), await Shop.CertificatesAsync())], "2026-01"));
        var today = Shop.Services.GetRequiredService<TimeProvider>().Today();
        foreach (var (state, due) in new[] { ("overdue", today.AddDays(-9)), ("due soon", today.AddDays(1)), ("fulfilled", today), ("refused", today), ("attention", today) })
            await PaidAsync(state, new CreateOrder(state, payer with { Name = "Ada Lee", Organisation = null }, [new(Guid.NewGuid(), skip with { DueOn = due })], "2026-01"));
        await Shop.SendAsync(new FulfilLine(_orders["fulfilled"].Reference, await LineOfAsync(_orders["fulfilled"]), TeamScope.All, Kim));
        await Shop.SendAsync(new RefuseLine(_orders["refused"].Reference, await LineOfAsync(_orders["refused"]), TeamScope.All, Kim, "The road is too narrow for a skip.\nAsk for a suspended bay.", []));
        Unpaid = await Shop.OrderAsync(skip);
        Lapsed = await Shop.OrderAsync(skip);
        await Shop.LapseAsync(Lapsed);
        await Shop.PayAsync(_orders["attention"], "ch_3TfJq2Lkdlx9vQpA1second", paidAt: Earlier);
    }

    /// <summary>Not today, whose proof is to agree.</summary>
    private DateTime Earlier => Shop.Now.AddDays(-5);

    private async Task PaidAsync(string state, CreateOrder order)
    {
        var made = Assert.IsType<CreateOrderResult.Created>(await Shop.SendAsync(order));
        await Shop.PayAsync(made, $"ch_3TfJq2Lkdlx9vQpA1{_orders.Count:000}", paidAt: Earlier);
        _orders[state] = made;
    }

    private async Task<Guid> LineOfAsync(CreateOrderResult.Created order) =>
        (await Shop.SendAsync(new GetStaffOrder(order.Reference, TeamScope.All)))!.Lines[0].LineId;

    private async Task TakingsAsync()
    {
        var first = new DateTime(2026, 10, 5, 8, 30, 0, DateTimeKind.Utc);
        for (var i = 0; i < 60; i++)
        {
            var large = Takings.Line("event-road-closure", "Road closure for an event", "street-works", Takings.Part("fee", "Order and notices", 1_234_567, 205_761, "S", "HW210", "91210"));
            var order = Takings.Order(first.AddHours(5 * i), $"Payer {i} of Larkmere", $"payer-number-{i}@a-company-with-a-long-name.example", $"{4000 + i}", i % 7 == 0 ? [large, Takings.LandSearch] : i % 3 == 0 ? [Takings.LandSearch] : [Takings.SkipPermit]);
            await Shop.AnnounceAsync(order);
            if (i < 50) await Shop.AnnounceAsync(new PaymentFeeKnown(order.PaymentId!.Value, order.Reference.Value, $"txn_3TfJq2Lkdlx9vQpA1{i:000}", 166, order.TotalPence - 166));
            if (i % 20 == 0) await Shop.AnnounceAsync(new OrderNeedsAttention(order.OrderId, order.Reference, order.TotalPence, "The order was paid twice: the second payment is charge ch_3TfJq2Lkdlx9vQpA1second.", $"ch_3TfJq2Lkdlx9vQpA1second{i:00}", order.PaidAt));
            if (i % 15 == 0) await Shop.AnnounceAsync(new OrderLineRefused(order.OrderId, order.Reference, order.Lines[0].LineId, order.Lines[0].Snapshot, order.Payer, "No room for a skip in this street.", 4_700, order.PaidAt, "Kim Officer"));
        }

        var given = Takings.Order(first, lines: [Takings.SkipPermit, Takings.LandSearch]);
        await Shop.AnnounceAsync(given, new DisputeChanged(
            "dp_3TfJq2Lkdlx9vQpA1", given.PaymentId!.Value, given.Reference.Value, given.ChargeId!, 19_982, "product_not_received", DisputeState.NeedsResponse, false, first.AddDays(14), first));
        foreach (var (id, stripe, state) in new[] { (DashboardRefund, "re_3TfJq2Lkdlx9vQpA1made", RefundState.Succeeded), (FailedRefund, "re_3TfJq2Lkdlx9vQpA1failed", RefundState.Failed) })
            await Shop.AnnounceAsync(new RefundChanged(
                id, given.PaymentId.Value, given.Reference.Value, given.ChargeId!, stripe, 2_500, RefundOrigin.Dashboard, state, "txn_3TfJq2Lkdlx9vQpA1", null, state == RefundState.Failed ? "lost_or_stolen_card" : null, first));

        var done = (await Shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows[^1];
        await Shop.SendAsync(new SettleCase(Kim, done.Id, "Second payment given back in Stripe, re_3TfJq2Lkdlx9vQpA1"));
    }

    private async Task BuyTodayAsync()
    {
        using var shopper = new Shopper(Shop.Address);
        foreach (var search in new[] { "skip", "skip hire", "skip", "tattoo licence", "birth cert" }) await shopper.Visitor.GoAsync($"/search?q={search}");
        await shopper.GoToPayTradeSacksAsync();
        await shopper.PayByCardAsync();
        await shopper.AddBirthCertificatesAsync();
        await shopper.GiveContactAsync();
        await shopper.AcceptAndPayAsync();
        await shopper.PayByCardAsync("4000008260000000");
        Bought = (await Shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Rows[0].Reference;
    }

    /// <summary>A message of Stripe's that failed, and days of which none was heard.</summary>
    private async Task MessagesAsync()
    {
        await Shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO payments_webhook_event (Id, EventId, Type, Body, ReceivedAt, State, Tries, FinishedAt, Note) VALUES ({Guid.CreateVersion7()}, {FailedMessage}, 'charge.refunded', '{{}}', {Earlier}, {nameof(WebhookState.Failed)}, 9, {Earlier}, 'Stripe answered 500.')"));
        await Shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM payments_event_cursor"));
        await Shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO payments_event_cursor (Id, ReadUntil, GapFrom, GapUntil, Version) VALUES (1, {Shop.Now}, {new DateTime(2026, 9, 1)}, {new DateTime(2026, 9, 3)}, 1)"));
    }
}
