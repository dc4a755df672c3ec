using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Bank;

/// <summary>A shop with payouts that Stripe sent and a bank whose statements come as files.</summary>
internal static class MatchingShop
{
    public static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");
    public static readonly Actor Ben = new(Guid.CreateVersion7(), "Ben Officer");

    public static Task<TestShop> StartAsync(DatabaseProvider provider) => TestShop.StartAsync(provider, replace: services => services.AddScoped<IRequestHandler<KeepPayout, Unit>, KeepPayoutHandler>());

    public static async Task PayoutsAsync(TestShop shop, params (string Id, long Pence, int Day)[] payouts)
    {
        foreach (var (id, pence, day) in payouts) await shop.SendAsync(new KeepPayout(PayoutOf(id, pence, day, "paid")));
    }

    public static Task<MediatR.Unit> FailAsync(TestShop shop, string id) => shop.SendAsync(new KeepPayout(PayoutOf(id, 0, 5, "failed")));

    public static StripePayout PayoutOf(string id, long pence, int day, string status) => new(
        id, pence, "gbp", status, true, "completed", new DateTime(2026, 10, day, 0, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 10, day), null, null, null, null, null, null, null, null, false);

    /// <summary>The lines' ids in the order of the file.</summary>
    public static async Task<IReadOnlyList<Guid>> ImportAsync(TestShop shop, bool exact, params string[] lines)
    {
        await BankImportTests.LayOutAsync(shop, await BankImportTests.AddAsync(shop, exact: exact), BankImportTests.Csv(lines));
        return await shop.ReadAsync(db => db.Set<BankLine>().OrderBy(l => l.Row).Select(l => l.Id).ToListAsync());
    }

    public static async Task<(int Matched, int Suspended, int Missing)> SweepAsync(TestShop shop)
    {
        var result = await shop.SendAsync(new SweepBank());
        return (result.Matched, result.Suspended, result.Missing);
    }

    public static Task<MatchingView> MatchingAsync(TestShop shop) => shop.SendAsync(new GetMatching([], [], null));

    public static async Task<IReadOnlyList<SuspenseRow>> SuspenseAsync(TestShop shop) => (await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, null))).Rows;

    /// <summary>Debits less credits of each account that is not nought.</summary>
    public static Task<List<(string Account, long Pence)>> BalancesAsync(TestShop shop) => shop.ReadAsync(async db =>
        (await db.Set<LedgerEntry>().ToListAsync()).GroupBy(e => e.Account).Select(g => (g.Key, g.Sum(e => e.DebitPence - e.CreditPence))).Where(b => b.Item2 != 0).OrderBy(b => b.Key, StringComparer.Ordinal).ToList());

    public static Task<List<(string?, long)>> TransitAsync(TestShop shop) => shop.ReadAsync(async db =>
        (await db.Set<LedgerEntry>().Where(e => e.Account == LedgerAccount.PayoutsInTransit).ToListAsync()).GroupBy(e => e.PayoutId).Select(g => (g.Key, g.Sum(e => e.DebitPence - e.CreditPence))).OrderBy(b => b.Key, StringComparer.Ordinal).ToList());

    internal sealed record KeepPayout(StripePayout Stripe) : ICommand<Unit>;

    private sealed class KeepPayoutHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<KeepPayout, Unit>
    {
        public async Task<Unit> Handle(KeepPayout request, CancellationToken cancellationToken)
        {
            if (await db.Set<Payout>().SingleOrDefaultAsync(p => p.PayoutId == request.Stripe.Id, cancellationToken) is { } known) known.Refresh(request.Stripe, clock.GetUtcNow().UtcDateTime);
            else db.Add(new Payout(request.Stripe, clock.GetUtcNow().UtcDateTime));
            return Unit.Value;
        }
    }
}
