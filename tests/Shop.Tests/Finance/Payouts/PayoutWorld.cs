using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Payouts;

/// <summary>A shop that sells, and a Stripe in memory that takes and pays out; starts at noon on Monday 5 October 2026.</summary>
internal sealed class PayoutWorld : IAsyncDisposable
{
    public static readonly DateTime Monday = PaidOrders.Noon;

    public FakeStripe Stripe { get; } = new();
    public TestShop Shop { get; private set; } = null!;

    public static async Task<PayoutWorld> StartAsync(DatabaseProvider provider, Dictionary<string, string?>? settings = null)
    {
        var world = new PayoutWorld();
        world.Shop = await MoneyShop.StartAsync(provider, settings, services =>
        {
            services.AddSingleton(world.Stripe);
            services.AddScoped<IRequestHandler<ListBalanceTransactions, StripeTransactionPage>, FakeStripe.Handlers>();
            services.AddScoped<IRequestHandler<ListStripePayouts, StripePayoutPage>, FakeStripe.Handlers>();
            services.AddScoped<IRequestHandler<GetStripePayout, StripePayout?>, FakeStripe.Handlers>();
            services.AddScoped<IRequestHandler<GetStripeBalance, StripeBalance>, FakeStripe.Handlers>();
            services.AddScoped<IRequestHandler<Post, Unit>, PostHandler>();
        });
        return world;
    }

    /// <summary>An order is paid, here and at Stripe, with Stripe's UK fee of 1.5% and 20p.</summary>
    public async Task<OrderPaid> SellAsync(DateTime at, params LineSnapshot[] lines)
    {
        var order = PaidOrders.At(at, lines);
        AtStripe(order);
        await HearAsync(order);
        return order;
    }

    public StripeTransaction AtStripe(OrderPaid order) => Stripe.Charge(order.ChargeId!, order.Reference.Value, order.TotalPence, Fee(order.TotalPence), order.PaidAt);

    /// <summary>The shop learns that an order was paid, and its journal is there.</summary>
    public async Task HearAsync(OrderPaid order)
    {
        await Shop.AnnounceAsync(order);
        await PostAsync(JournalOf(order));
    }

    /// <summary>As the ledger posts an order that is paid.</summary>
    public static JournalDraft JournalOf(OrderPaid order)
    {
        var parts = order.Lines.SelectMany(l => l.Snapshot.Components).ToList();
        return new JournalDraft(
            "order:" + order.Reference.Value, JournalKind.OrderPaid, LondonTime.DateOf(order.PaidAt), "An order",
            [
                LedgerPosting.Debit(LedgerAccount.StripeClearing, order.TotalPence) with { OrderReference = order.Reference.Value },
                .. parts.Select(c => LedgerPosting.Credit(LedgerAccount.Income, c.NetPence) with { CostCentre = c.CostCentre, Subjective = c.Subjective, VatCode = c.VatCode, OrderReference = order.Reference.Value }),
                LedgerPosting.Credit(LedgerAccount.VatOutput, parts.Sum(c => c.VatPence)) with { OrderReference = order.Reference.Value },
            ],
            null, null);
    }

    /// <summary>Money goes back, here and at Stripe.</summary>
    public async Task<StripeTransaction> RefundAsync(OrderPaid order, long pence, DateTime at, string id)
    {
        var row = Stripe.Refund(id, order.ChargeId!, pence, at);
        await PostAsync(RefundOf(order, id, pence, at));
        return row;
    }

    /// <summary>As the ledger posts a refund of a line without VAT.</summary>
    public static JournalDraft RefundOf(OrderPaid order, string id, long pence, DateTime at)
    {
        var first = order.Lines[0].Snapshot.Components[0];
        return new JournalDraft(
            "refund:" + id, JournalKind.Refund, LondonTime.DateOf(at), "A refund",
            [
                LedgerPosting.Debit(LedgerAccount.Income, pence) with { CostCentre = first.CostCentre, Subjective = first.Subjective, VatCode = first.VatCode, OrderReference = order.Reference.Value },
                LedgerPosting.Credit(LedgerAccount.StripeClearing, pence) with { OrderReference = order.Reference.Value },
            ],
            null, null);
    }

    public Task PostAsync(JournalDraft draft) => Shop.SendAsync(new Post(draft));

    public Task<bool> ImportAsync() => Shop.SendAsync(new ImportStripe());

    public async Task<PayoutView> SeeAsync(string payoutId) => (await Shop.SendAsync(new GetPayout(payoutId, null)))!;

    /// <summary>Fails unless the payout is explained to the penny, and the whole clearing account with it.</summary>
    public async Task<PayoutView> ExplainedAsync(string payoutId)
    {
        var view = await SeeAsync(payoutId);
        Assert.Equal([], view.Faults.Select(f => f.Why));
        Assert.Equal((0L, PayoutImport.Done, view.Payout.AmountPence), (view.UnexplainedPence, view.Payout.Import, view.CarriedPence));
        Assert.Equal(0, view.Payout.UnexplainedPence);
        return view;
    }

    public async Task<ClearingProof> ProvedAsync()
    {
        var proof = await ProofAsync();
        Assert.Equal((null, 0L, 0L), (proof.FirstDiffering, proof.DifferencePence, proof.Transit.DifferencePence));
        Assert.Equal(proof.Balance!.TotalPence, proof.Balance.ImportedPence);
        return proof;
    }

    public async Task<ClearingProof> ProofAsync()
    {
        await Shop.SendAsync(new ProveClearing(All: true));
        return await Shop.SendAsync(new GetClearing(null));
    }

    public Task<List<BalanceTransaction>> RowsAsync() => Shop.ReadAsync(db => db.Set<BalanceTransaction>().AsNoTracking().OrderBy(t => t.TransactionId).ToListAsync());

    public Task<BalanceTransaction> RowAsync(string id) => Shop.ReadAsync(db => db.Set<BalanceTransaction>().AsNoTracking().SingleAsync(t => t.TransactionId == id));

    /// <summary>Debits less credits of an account, in pence.</summary>
    public Task<long> BalanceAsync(string account) => Shop.ReadAsync(db => db.Set<LedgerEntry>().Where(e => e.Account == account).SumAsync(e => e.DebitPence - e.CreditPence));

#pragma warning disable EF1002 // Fixed names of tables; nothing a visitor typed.
    /// <summary>By hand in the database, past every rule of the shop.</summary>
    public Task<int> TamperAsync(string table, string sql) => Shop.ReadAsync(async db =>
    {
        if (db.Database.IsSqlite())
        {
            foreach (var verb in new[] { "update", "delete" }) await db.Database.ExecuteSqlRawAsync($"DROP TRIGGER IF EXISTS \"{table}_no_{verb}\"");
            await db.Database.ExecuteSqlRawAsync("PRAGMA ignore_check_constraints = ON");
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{table}\" DISABLE TRIGGER ALL");
            foreach (var check in await db.Database.SqlQueryRaw<string>($"SELECT conname AS \"Value\" FROM pg_constraint WHERE contype = 'c' AND conrelid = '\"{table}\"'::regclass").ToListAsync())
                await db.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{table}\" DROP CONSTRAINT \"{check}\"");
        }

        return await db.Database.ExecuteSqlRawAsync(sql);
    });
#pragma warning restore EF1002

    public static long Fee(long pence) => (pence * 150 + 5_000) / 10_000 + 20;

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    internal sealed record Post(JournalDraft Draft) : ICommand<Unit>;

    internal sealed class PostHandler(Journals journals) : IRequestHandler<Post, Unit>
    {
        public async Task<Unit> Handle(Post request, CancellationToken cancellationToken)
        {
            await journals.PostAsync(request.Draft, cancellationToken);
            return Unit.Value;
        }
    }
}
