using Shop.Accounts;
using Shop.Finance.Periods;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance.Ledger;

public abstract class PeriodTests(DatabaseProvider provider)
{
    private static readonly FinancialPeriod September = new(2026, 6);

    [Fact]
    public async Task Close_APeriodThatIsOver_IsAuditedAndHoldsPostingsOff()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        Assert.Equal(PeriodChange.ReasonMissing, await shop.SendAsync(new ClosePeriod(LedgerShop.Ann, September, " ")));
        Assert.Equal(PeriodChange.Done, await shop.SendAsync(new ClosePeriod(LedgerShop.Ann, September, " Month end done ")));
        Assert.Equal(PeriodChange.NothingToDo, await shop.SendAsync(new ClosePeriod(LedgerShop.Bob, September, "again")));
        var row = (await shop.SendAsync(new ListPeriods(2026)))[5];
        Assert.Equal((September, true, true, "Ann Accountant", "Month end done"), (row.Period, row.IsClosed, row.IsOver, row.ChangedBy, row.Reason));
        await shop.PostAsync(LedgerShop.Simple("late", new DateOnly(2026, 9, 30)));
        Assert.Equal(new DateOnly(2026, 10, 1), Assert.Single(await shop.JournalsAsync()).FinancialDate);

        Assert.Equal(PeriodChange.Done, await shop.SendAsync(new ReopenPeriod(LedgerShop.Ann, September, "A late refund")));
        Assert.Equal(PeriodChange.NothingToDo, await shop.SendAsync(new ReopenPeriod(LedgerShop.Ann, September, "again")));
        await shop.PostAsync(LedgerShop.Simple("later", new DateOnly(2026, 9, 30)));
        Assert.Contains(await shop.JournalsAsync(), j => j.FinancialDate == new DateOnly(2026, 9, 30));
        Assert.Equal(
            [("reopened period", "closed", "open", "A late refund"), ("closed period", "open", "closed", "Month end done")],
            (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => (r.What, r.Before, r.After, r.Reason)));
    }

    [Theory]
    [InlineData(2026, 7)]
    [InlineData(2026, 8)]
    [InlineData(2026, 13)]
    [InlineData(1999, 1)]
    public async Task Close_APeriodThatIsNotOver_IsRefused(int year, int number)
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        Assert.Equal(PeriodChange.NotOver, await shop.SendAsync(new ClosePeriod(LedgerShop.Ann, new FinancialPeriod(year, number), "early")));
    }

    [Fact]
    public async Task Close_TwoAtOnce_OneDoesIt()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => shop.SendAsync(new ClosePeriod(LedgerShop.Ann, September, $"try {i}"))));
        Assert.Single(results, PeriodChange.Done);
        Assert.Equal(3, results.Count(r => r == PeriodChange.NothingToDo));
    }

    [Fact]
    public async Task Close_WhilePostingsRun_NothingLandsInTheClosedPeriodAfterwards()
    {
        await using var shop = await LedgerShop.StartAsync(provider);
        var posting = Enumerable.Range(0, 20).Select(i => shop.PostAsync(LedgerShop.Simple($"p{i}", new DateOnly(2026, 9, 30), 100 + i))).ToList();
        await shop.SendAsync(new ClosePeriod(LedgerShop.Ann, September, "Month end"));
        var closedAt = (await shop.SendAsync(new GetPeriod(September))).IsClosed;
        var before = (await shop.JournalsAsync()).Count(j => j.Period == 6);
        await Task.WhenAll(posting);
        Assert.True(closedAt);
        Assert.Equal(before, (await shop.JournalsAsync()).Count(j => j.Period == 6));
        Assert.Equal(20, (await shop.JournalsAsync()).Count);
    }
}

public sealed class SqlitePeriodTests() : PeriodTests(DatabaseProvider.Sqlite);

public sealed class PostgresPeriodTests() : PeriodTests(DatabaseProvider.Postgres);
