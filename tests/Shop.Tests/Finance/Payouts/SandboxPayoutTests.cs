using System.Text.Json.Nodes;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalogue.Contracts;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.Payments;
using Stripe;
using BalanceTransaction = Shop.Finance.Payouts.BalanceTransaction;

namespace Shop.Tests.Finance.Payouts;

/// <summary>The same with the sandbox over HTTP: its payouts, its webhooks, its clock.</summary>
public abstract class SandboxPayoutTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Orders_PaidAtTheSandbox_AreExplainedFromThePayoutToTheLines()
    {
        await using var world = await World.StartAsync(provider);
        var orders = new[] { await world.SellAsync(PaidOrders.SkipPermit), await world.SellAsync(PaidOrders.LandSearch) };
        await world.Payments.ControlAsync("settle");
        var payout = await world.RunAsync();
        await world.HearAsync("payout.created");
        await world.ImportAsync();
        Assert.Equal(PayoutImport.Waiting, (await world.SeeAsync(payout)).Payout.Import);

        await world.Payments.AdvanceAsync(TimeSpan.FromHours(3));
        await world.HearAsync("payout.reconciliation_completed");
        Assert.Equal(1, await world.Payments.Shop.ReadAsync(db => db.Set<PayoutHint>().CountAsync()));
        await world.ImportAsync();
        var view = await world.SeeAsync(payout);
        Assert.Equal([], view.Faults.Select(f => f.Why));
        Assert.Equal((9_700 - 166 + 10_282 - 174, PayoutImport.Done), (view.Payout.AmountPence, view.Payout.Import));
        Assert.Equal(orders.Select(o => o.Reference.Value).Order(StringComparer.Ordinal), view.Transactions.Select(t => t.Reference).Order(StringComparer.Ordinal));
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Payout_Of250_IsReadPageByPageWhileOthersPay()
    {
        await using var world = await World.StartAsync(provider);
        await world.Payments.DropWebhooksAsync();
        for (var i = 0; i < 250; i++) await world.ChargeAsync(1_000 + i);
        var payout = await world.RunAsync(paid: true);
        var reading = world.ImportAsync();
        for (var i = 0; i < 20; i++) await world.ChargeAsync(700 + i);
        await reading;
        await world.ImportAsync();
        var view = await world.SeeAsync(payout);
        Assert.Equal((251, view.Payout.AmountPence), (view.Payout.Transactions, view.CarriedPence));
        Assert.DoesNotContain(view.Faults, f => f.Kind is FaultKind.PayoutDiffers or FaultKind.OwnRowMissing or FaultKind.NetDiffers or FaultKind.FeePartsDiffer);
        var proof = await world.Payments.Shop.SendAsync(new GetClearing(null));
        Assert.Equal((proof.Balance!.TotalPence, 271), (proof.Balance.ImportedPence, await world.Payments.Shop.ReadAsync(db => db.Set<BalanceTransaction>().CountAsync())));
    }

    [Fact]
    public async Task Payout_FailedAfterPaid_ComesAgainInTheNext()
    {
        await using var world = await World.StartAsync(provider);
        await world.SellAsync(PaidOrders.SkipPermit);
        await world.Payments.ControlAsync("settle");
        var failed = await world.RunAsync(paid: true);
        await world.ImportAsync();
        Assert.Equal(PayoutStatus.Paid, (await world.SeeAsync(failed)).Payout.Status);
        await world.Payments.ControlAsync($"payouts/{failed}/fail", new JsonObject { ["failure_code"] = "account_closed" });
        await world.HearAsync("payout.failed");
        await world.SellAsync(PaidOrders.LandSearch);
        await world.Payments.ControlAsync("settle");
        var next = await world.RunAsync(paid: true);
        await world.ImportAsync();
        var (first, second) = (await world.SeeAsync(failed), await world.SeeAsync(next));
        Assert.Equal(([], [], PayoutStatus.Failed, next), (first.Faults.ToArray(), second.Faults.ToArray(), first.Payout.Status, first.CameBackIn));
        Assert.Equal([failed], second.CarriedFailed);
        Assert.Equal(9_534 + 10_108, second.Payout.AmountPence);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Payout_Negative_DebitsTheBank()
    {
        await using var world = await World.StartAsync(provider);
        var order = await world.SellAsync(PaidOrders.SkipPermit);
        await world.Payments.ControlAsync("settle");
        await world.RunAsync(paid: true);
        await world.RefundAsync(order, 4_000);
        var debit = await world.RunAsync(paid: true);
        await world.ImportAsync();
        var view = await world.SeeAsync(debit);
        Assert.Equal(([], -4_000L), (view.Faults.Select(f => f.Why).ToArray(), view.Payout.AmountPence));
        await world.ProvedAsync();
    }

    /// <summary>A refund leaves the balance at once, the charge it is of comes days later: one payout has the one, the next the other.</summary>
    [Fact]
    public async Task Refund_BeforeItsChargeIsSettled_IsExplainedInBothPayouts()
    {
        await using var world = await World.StartAsync(provider);
        var first = await world.SellAsync(PaidOrders.LandSearch);
        await world.Payments.ControlAsync("settle");
        var order = await world.SellAsync(PaidOrders.SkipPermit);
        await world.RefundAsync(order, 4_000);
        var before = await world.RunAsync(paid: true);
        await world.ImportAsync();
        await world.ProvedAsync();
        await world.Payments.ControlAsync("settle");
        var after = await world.RunAsync(paid: true);
        await world.ImportAsync();

        var (one, other) = (await world.SeeAsync(before), await world.SeeAsync(after));
        Assert.Equal(([], []), (one.Faults.Select(f => f.Why).ToArray(), other.Faults.Select(f => f.Why).ToArray()));
        Assert.Equal((10_282L - 174 - 4_000, 9_700L - 166), (one.Payout.AmountPence, other.Payout.AmountPence));
        Assert.Equal(new[] { (first.Reference.Value, 10_282L), (order.Reference.Value, -4_000L) }.Order(), one.Transactions.Select(t => (t.Reference!, t.AmountPence)).Order());
        Assert.Equal((order.Reference.Value, 9_700L), Assert.Single(other.Transactions) is var row ? (row.Reference, row.AmountPence) : default);
        await world.ProvedAsync();
    }

    [Fact]
    public async Task Payout_ByHand_IsAnAlarmAndTheClearingAccountStillHolds()
    {
        await using var world = await World.StartAsync(provider);
        await world.SellAsync(PaidOrders.SkipPermit);
        await world.Payments.ControlAsync("settle");
        var payout = await world.Payments.Stripe.V1.Payouts.CreateAsync(new PayoutCreateOptions { Amount = 5_000, Currency = "gbp" }, cancellationToken: TestContext.Current.CancellationToken);
        await world.ImportAsync();
        Assert.Equal(FaultKind.NotItemised, Assert.Single((await world.SeeAsync(payout.Id)).Faults).Kind);
        await world.ProvedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispute_WonOrLost_IsInTheLedgerToThePenny(bool won)
    {
        await using var world = await World.StartAsync(provider);
        var order = await world.SellAsync(PaidOrders.SkipPermit);
        await world.Payments.ControlAsync("settle");
        var dispute = (string)(await world.Payments.ControlAsync("disputes", new JsonObject { ["charge"] = order.ChargeId }))["id"]!;
        await world.ImportAsync();
        Assert.Equal((9_700L, 2_000L), (await world.BalanceAsync(LedgerAccount.DisputesHolding), await world.BalanceAsync(LedgerAccount.DisputeFees)));
        var evidence = new DisputeUpdateOptions { Submit = true, Evidence = new DisputeEvidenceOptions { UncategorizedText = won ? "winning_evidence" : "losing_evidence" } };
        await world.Payments.Stripe.V1.Disputes.UpdateAsync(dispute, evidence, cancellationToken: TestContext.Current.CancellationToken);
        if (!won) await world.AnnounceAsync(new DisputeChanged(dispute, Guid.CreateVersion7(), order.Reference.Value, order.ChargeId!, 9_700, "fraudulent", DisputeState.Lost, false, null, world.Payments.Clock.Now.UtcDateTime));
        await world.ImportAsync();
        Assert.Equal((0L, won ? 0L : 9_700L), (await world.BalanceAsync(LedgerAccount.DisputesHolding), await world.BalanceAsync(LedgerAccount.WriteOffs)));
        // Taken in one movement and given back in another; the fee of the first is gone either way.
        var movements = (await world.Payments.Stripe.V1.Disputes.GetAsync(dispute, cancellationToken: TestContext.Current.CancellationToken)).BalanceTransactions;
        Assert.Equal(won ? new[] { (-9_700L, 2_000L), (9_700L, 0L) } : [(-9_700L, 2_000L)], movements.Select(m => (m.Amount, m.Fee)));
        Assert.Equal(2_000, await world.BalanceAsync(LedgerAccount.DisputeFees));
        var payout = await world.RunAsync(paid: true);
        await world.ImportAsync();
        Assert.Equal([], (await world.SeeAsync(payout)).Faults.Select(f => f.Why));
        await world.ProvedAsync();
    }

    /// <summary>The payments module with the sandbox, and finance that hears of orders.</summary>
    private sealed class World : IAsyncDisposable
    {
        public PaymentShop Payments { get; private init; } = null!;

        public static async Task<World> StartAsync(DatabaseProvider provider) => new()
        {
            Payments = await PaymentShop.StartAsync(
                provider,
                options => new StripeSandbox.StripeSandboxOptions { Urls = options.Urls, Clock = options.Clock, Webhooks = options.Webhooks, AutomaticPayouts = false },
                more: services =>
                {
                    services.AddScoped<IRequestHandler<GetCouncil, Council?>, MoneyShop.AnswerGetCouncil>();
                    services.AddScoped<IRequestHandler<MoneyShop.Announce, Unit>, MoneyShop.AnnounceHandler>();
                    services.AddScoped<INotificationHandler<PayoutSeen>, NotePayoutOnPayoutSeen>();
                    services.AddScoped<INotificationHandler<DisputeChanged>, NoteLostDisputeOnDisputeChanged>();
                    services.AddScoped<IRequestHandler<PayoutWorld.Post, Unit>, PayoutWorld.PostHandler>();
                    foreach (var other in services.Where(s => s.ServiceType == typeof(INotificationHandler<OrderPaid>) && s.ImplementationType?.Namespace?.StartsWith("Shop.Finance", StringComparison.Ordinal) != true).ToList()) services.Remove(other);
                }),
        };

        /// <summary>A resident pays on Stripe's page with a British card; finance hears of the order.</summary>
        public async Task<OrderPaid> SellAsync(params LineSnapshot[] lines)
        {
            var reference = await Payments.PaidAtStripeAsync(pence: lines.Sum(l => l.GrossPence));
            var charge = (await Payments.ChargesAsync()).Single(c => c.Metadata["reference"] == reference);
            var order = PaidOrders.At(charge.Created, lines) with { Reference = OrderReference.Parse(reference), ChargeId = charge.Id };
            await AnnounceAsync(order);
            await Payments.Shop.SendAsync(new PayoutWorld.Post(PayoutWorld.JournalOf(order)));
            return order;
        }

        public async Task RefundAsync(OrderPaid order, long pence)
        {
            var refund = await Payments.RefundAsync(order.ChargeId!, pence);
            await Payments.Shop.SendAsync(new PayoutWorld.Post(PayoutWorld.RefundOf(order, refund.Id, pence, refund.Created)));
        }

        /// <summary>Money that no order knows, available at once.</summary>
        public Task<PaymentIntent> ChargeAsync(long pence) => Payments.Stripe.V1.PaymentIntents.CreateAsync(
            new PaymentIntentCreateOptions { Amount = pence, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_bypassPending" });

        /// <summary>Pays out all that is available.</summary>
        public async Task<string> RunAsync(bool paid = false)
        {
            var payout = (string)(await Payments.ControlAsync("payouts/run"))["id"]!;
            if (paid) await Payments.ControlAsync($"payouts/{payout}/pay");
            return payout;
        }

        public Task HearAsync(string type) => Payments.HearAsync(type);

        public Task<Unit> AnnounceAsync(params INotification[] happened) => Payments.Shop.SendAsync(new MoneyShop.Announce(happened));

        public async Task ImportAsync() => Assert.True(await Payments.Shop.SendAsync(new ImportStripe()));

        public async Task<PayoutView> SeeAsync(string payout) => (await Payments.Shop.SendAsync(new GetPayout(payout, null)))!;

        public Task<long> BalanceAsync(string account) =>
            Payments.Shop.ReadAsync(db => db.Set<LedgerEntry>().Where(e => e.Account == account).SumAsync(e => e.DebitPence - e.CreditPence));

        public async Task ProvedAsync()
        {
            await Payments.Shop.SendAsync(new ProveClearing(All: true));
            var proof = await Payments.Shop.SendAsync(new GetClearing(null));
            var stripe = await Payments.Stripe.V1.Balance.GetAsync();
            Assert.Equal(stripe.Available.Sum(a => a.Amount) + stripe.Pending.Sum(a => a.Amount), proof.LedgerPence);
            Assert.Equal((null, 0L, 0L), (proof.FirstDiffering, proof.DifferencePence, proof.Transit.DifferencePence));
        }

        public ValueTask DisposeAsync() => Payments.DisposeAsync();
    }
}

public sealed class SqliteSandboxPayoutTests() : SandboxPayoutTests(DatabaseProvider.Sqlite);

public sealed class PostgresSandboxPayoutTests() : SandboxPayoutTests(DatabaseProvider.Postgres);
