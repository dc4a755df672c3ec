using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Ledger;
using Shop.Finance.Ledger.Chain;
using Shop.Finance.Ledger.Income;
using Shop.Finance.Periods;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

/// <summary>A <see cref="MoneyShop"/> in which a test posts journals itself, as a command of Finance would.</summary>
internal static class LedgerShop
{
    public static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    public static readonly Actor Bob = new(Guid.CreateVersion7(), "Bob Bookkeeper");

    public static Task<TestShop> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? replace = null) => MoneyShop.StartAsync(provider, null, services =>
    {
        services.AddScoped<IRequestHandler<Post, IReadOnlyList<Guid>>, PostHandler>();
        services.AddScoped<IRequestHandler<Shut, Unit>, ShutHandler>();
        services.AddScoped<IRequestHandler<GiveBack, Unit>, GiveBackHandler>();
        replace?.Invoke(services);
    });

    /// <summary>All in one transaction, one after the other.</summary>
    public static Task<IReadOnlyList<Guid>> PostAsync(this TestShop shop, params JournalDraft[] drafts) => shop.SendAsync(new Post(drafts));

    public static Task<Unit> ShutAsync(this TestShop shop, params FinancialPeriod[] periods) => shop.SendAsync(new Shut(periods));

    public static Task<List<Journal>> JournalsAsync(this TestShop shop) =>
        shop.ReadAsync(db => db.Set<Journal>().AsNoTracking().Include(j => j.Entries.OrderBy(e => e.Place)).OrderBy(j => j.FinancialDate).ThenBy(j => j.Id).ToListAsync());

    /// <summary>What an account holds: debits less credits, in pence.</summary>
    public static Task<long> BalanceAsync(this TestShop shop, string account) =>
        shop.ReadAsync(db => db.Set<LedgerEntry>().Where(e => e.Account == account).SumAsync(e => e.DebitPence - e.CreditPence));

    /// <summary>"stripe-clearing Dr 9700", an entry as an accountant says it.</summary>
    public static string InWords(this LedgerEntry e) =>
        string.Join(' ', new[] { e.Account, e.CostCentre, e.Subjective, e.VatCode, e.DebitPence > 0 ? $"Dr {e.DebitPence}" : $"Cr {e.CreditPence}" }.Where(w => w is not null));

    public static IEnumerable<string> InWords(this Journal journal) => journal.Entries.Select(e => e.InWords());

    public static JournalDraft Simple(string source, DateOnly day, long pence = 9700) => new(
        source, JournalKind.Adjustment, day, "A test",
        [LedgerPosting.Debit(LedgerAccount.StripeClearing, pence), LedgerPosting.Credit(LedgerAccount.Suspense, pence)], null, null);

    /// <summary>A refund as Payments announces it when its balance transaction is known.</summary>
    public static RefundChanged Refund(OrderPaid order, string id, long pence) => new(
        Guid.CreateVersion7(), order.PaymentId!.Value, order.Reference.Value, order.ChargeId!, id, pence, RefundOrigin.Officer, RefundState.Succeeded, "txn_" + id, null, null, PaidOrders.Noon);

    /// <summary>The refund with what it is for; nothing: nobody has said.</summary>
    public static Task RefundAsync(this TestShop shop, RefundChanged refund, params SoldPart[] parts) => shop.SendAsync(new GiveBack(refund, parts, IsWordOnly: false));

    /// <summary>Somebody says what a refund was for.</summary>
    public static Task AllocateAsync(this TestShop shop, RefundChanged refund, params SoldPart[] parts) => shop.SendAsync(new GiveBack(refund, parts, IsWordOnly: true));

    /// <summary>The charges of an order as sold.</summary>
    public static Task<List<SoldPart>> PartsAsync(this TestShop shop, OrderPaid order) => shop.ReadAsync(async db =>
        (await db.Set<FinancePayment>().AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Reference == order.Reference.Value)).Lines.OrderBy(l => l.Place).Select(SoldPart.Of).ToList());

    public static async Task<SoldPart> PartAsync(this TestShop shop, OrderPaid order, int index) => (await shop.PartsAsync(order))[index];

    /// <summary>Changes rows as somebody with the database's password could: the trigger is dropped first.</summary>
    public static Task TamperAsync(this TestShop shop, string table, Func<ShopDbContext, Task> change) => shop.ReadAsync(async db =>
    {
        foreach (var trigger in db.Database.IsNpgsql() ? [$"{table}_no_change"] : new[] { $"{table}_no_update", $"{table}_no_delete" })
        {
            var sql = $"DROP TRIGGER IF EXISTS \"{trigger}\"" + (db.Database.IsNpgsql() ? $" ON \"{table}\"" : "");
            await db.Database.ExecuteSqlRawAsync(sql);
        }

        await change(db);
        return 0;
    });

    /// <summary>As if the orders had been paid before there was one.</summary>
    public static async Task EmptyTheLedgerAsync(this TestShop shop)
    {
        await shop.TamperAsync("finance_ledger_entry", _ => Task.CompletedTask);
        await shop.TamperAsync("finance_journal", async db =>
        {
            await db.Set<JournalToSeal>().ExecuteDeleteAsync();
            await db.Set<LedgerEntry>().ExecuteDeleteAsync();
            await db.Set<Journal>().ExecuteDeleteAsync();
            await db.Set<DeferredIncome>().ExecuteDeleteAsync();
        });
    }

    internal sealed record GiveBack(RefundChanged Refund, IReadOnlyList<SoldPart> Parts, bool IsWordOnly) : ICommand<Unit>;

    internal sealed class GiveBackHandler(RefundPosting refunds) : IRequestHandler<GiveBack, Unit>
    {
        public async Task<Unit> Handle(GiveBack request, CancellationToken cancellationToken)
        {
            if (request.IsWordOnly) await refunds.AllocateAsync(request.Refund.RefundId, request.Refund.StripeRefundId, request.Refund.Reference, request.Parts, new DateOnly(2026, 10, 6), Ann, "It was for this", cancellationToken);
            else await refunds.PostAsync(request.Refund, request.Parts, false, cancellationToken);
            return Unit.Value;
        }
    }

    internal sealed record Post(IReadOnlyList<JournalDraft> Drafts) : ICommand<IReadOnlyList<Guid>>;

    internal sealed class PostHandler(Journals journals) : IRequestHandler<Post, IReadOnlyList<Guid>>
    {
        public async Task<IReadOnlyList<Guid>> Handle(Post request, CancellationToken cancellationToken)
        {
            var ids = new List<Guid>();
            foreach (var draft in request.Drafts) ids.Add(await journals.PostAsync(draft, cancellationToken));
            return ids;
        }
    }

    /// <summary>Closes periods without asking who.</summary>
    internal sealed record Shut(IReadOnlyList<FinancialPeriod> Periods) : ICommand<Unit>;

    internal sealed class ShutHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<Shut, Unit>
    {
        public Task<Unit> Handle(Shut request, CancellationToken cancellationToken)
        {
            foreach (var period in request.Periods)
            {
                var row = new FinancePeriod(period);
                row.Close(Ann, "A test", clock.UtcNow());
                db.Add(row);
            }

            return Unit.Task;
        }
    }
}
