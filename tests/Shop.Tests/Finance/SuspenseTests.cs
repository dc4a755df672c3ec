using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Suspense;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class SuspenseTests(DatabaseProvider provider)
{
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");
    private static readonly Actor Ben = new(Guid.CreateVersion7(), "Ben Officer");
    private static readonly DateOnly Today = new(2026, 10, 5);

    [Fact]
    public async Task Open_ToldTwice_IsOneItemAlsoAfterItWasCleared()
    {
        await using var shop = await StartAsync();
        var one = new OpenSuspense(SuspenseSource.StrayMoney, "ch_1", 9700, "Paid twice.");
        await shop.SendAsync(new OpenSuspenseTwice(one));
        await shop.SendAsync(one with { AmountPence = 1 });
        var row = Assert.Single((await ListAsync(shop)).Rows);
        Assert.Equal(("ch_1", 9700L, "Paid twice.", Today, 0, SuspenseState.Open), (row.SourceId, row.AmountPence, row.Why, row.Since, row.Days, row.State));

        await shop.SendAsync(new SettleSuspense(SuspenseSource.StrayMoney, "ch_1", "The refund reached the card."));
        await shop.SendAsync(new SettleSuspense(SuspenseSource.StrayMoney, "ch_1", "again"));
        await shop.SendAsync(one);
        Assert.Empty((await ListAsync(shop)).Rows);
        var cleared = Assert.Single((await ListAsync(shop, SuspenseFilter.Open with { State = SuspenseState.Cleared })).Rows);
        Assert.Equal((null, "The refund reached the card."), (cleared.ClearedBy, cleared.ClearedWhy));
    }

    [Fact]
    public async Task Open_FourAtOnce_IsOneItem()
    {
        await using var shop = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.SendAsync(new OpenSuspense(SuspenseSource.MissingPayout, "po_1", 7606, "Not on the bank."))));
        Assert.Single((await ListAsync(shop)).Rows);
    }

    [Fact]
    public async Task Open_OfNothing_Throws()
    {
        await using var shop = await StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => shop.SendAsync(new OpenSuspense(SuspenseSource.StrayMoney, "ch_1", 0, "Nothing.")));
    }

    [Fact]
    public async Task List_EachAgeBand_HoldsItsDaysAndNoOthers()
    {
        await using var shop = await StartAsync();
        foreach (var days in new[] { -2, 0, 7, 8, 30, 31, 90, 91, 400 })
            await shop.SendAsync(new OpenSuspense(SuspenseSource.BankLine, $"line {days}", 100 + days, "Unknown.", Today.AddDays(-days)));
        int[][] expected = [[7, 0, -2], [30, 8], [90, 31], [400, 91]];
        foreach (var (band, days) in Enum.GetValues<AgeBand>().Zip(expected))
        {
            var page = await ListAsync(shop, SuspenseFilter.Open with { Age = band });
            Assert.Equal(days.Select(d => $"line {d}"), page.Rows.Select(r => r.SourceId));
            Assert.All(page.Rows, r => Assert.Equal(band, r.Age));
            Assert.Equal((days.Length, days.Sum(d => 100L + d)), (page.Count, page.AmountPence));
            Assert.Contains(new SuspenseAge(band, days.Length, days.Sum(d => 100L + d)), page.Ages);
        }
    }

    [Fact]
    public async Task List_MoreThanAPage_ReachesEachItemOnce()
    {
        await using var shop = await StartAsync();
        await shop.SendAsync(new OpenMany(120));
        var seen = new List<Guid>();
        Guid? after = null;
        do
        {
            var page = await shop.SendAsync(new ListSuspense(SuspenseFilter.Open, after));
            seen.AddRange(page.Rows.Select(r => r.Id));
            Assert.Equal(120, page.Count);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Take_ByTwo_TheLaterOwnsItAndBothAreAudited()
    {
        await using var shop = await StartAsync();
        await shop.SendAsync(new OpenSuspense(SuspenseSource.BankLine, "line", 100, "Unknown."));
        await shop.SendAsync(new OpenSuspense(SuspenseSource.StrayMoney, "ch_1", 200, "Twice."));
        var id = (await ListAsync(shop, SuspenseFilter.Open with { Source = SuspenseSource.BankLine })).Rows.Single().Id;
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new TakeSuspenseItem(Ann, id)));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new TakeSuspenseItem(Ann, id)));
        Assert.Equal(MarkResult.Done, await shop.SendAsync(new TakeSuspenseItem(Ben, id)));
        Assert.Equal([("Ben Officer", "Ann Accountant", "Ben Officer"), ("Ann Accountant", "nobody", "Ann Accountant")], (await shop.SendAsync(new ListAudit(null))).Rows.Select(r => (r.Who, r.Before, r.After)));
        Assert.Equal([200L], (await ListAsync(shop, SuspenseFilter.Open with { Unowned = true })).Rows.Select(r => r.AmountPence));
        Assert.Equal([100L], (await ListAsync(shop, SuspenseFilter.Open with { OwnerId = Ben.StaffId })).Rows.Select(r => r.AmountPence));
        Assert.Empty((await ListAsync(shop, SuspenseFilter.Open with { OwnerId = Ann.StaffId })).Rows);
        Assert.Equal([new SuspenseOwner(Ben.StaffId, "Ben Officer")], (await ListAsync(shop)).Owners);

        await shop.SendAsync(new SettleSuspense(SuspenseSource.BankLine, "line", "Matched."));
        Assert.Equal(MarkResult.NotOpen, await shop.SendAsync(new TakeSuspenseItem(Ann, id)));
    }

    [Fact]
    public async Task Notes_WithAndWithoutText_AreKeptInOrder()
    {
        await using var shop = await StartAsync();
        await shop.SendAsync(new OpenSuspense(SuspenseSource.BankLine, "line", 100, "Unknown."));
        var id = (await ListAsync(shop)).Rows.Single().Id;
        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new AddSuspenseNote(Ann, id, " ")));
        Assert.Equal(MarkResult.ReasonMissing, await shop.SendAsync(new AddSuspenseNote(Ann, id, new string('x', 501))));
        Assert.Equal(MarkResult.NotOpen, await shop.SendAsync(new AddSuspenseNote(Ann, Guid.NewGuid(), "What?")));
        await shop.SendAsync(new AddSuspenseNote(Ann, id, " Asked the bank. "));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.SendAsync(new AddSuspenseNote(Ben, id, "They looked."));
        Assert.Equal([("Asked the bank.", "Ann Accountant"), ("They looked.", "Ben Officer")], (await shop.SendAsync(new GetSuspenseItem(id)))!.Notes.Select(n => (n.Text, n.By)));
        Assert.Null(await shop.SendAsync(new GetSuspenseItem(Guid.NewGuid())));
    }

    private static Task<SuspensePage> ListAsync(TestShop shop, SuspenseFilter? filter = null) => shop.SendAsync(new ListSuspense(filter ?? SuspenseFilter.Open, null));

    private Task<TestShop> StartAsync() => TestShop.StartAsync(provider, replace: services =>
    {
        services.AddScoped<IRequestHandler<OpenSuspense, Unit>, Sender>();
        services.AddScoped<IRequestHandler<OpenSuspenseTwice, Unit>, Sender>();
        services.AddScoped<IRequestHandler<OpenMany, Unit>, Sender>();
        services.AddScoped<IRequestHandler<SettleSuspense, Unit>, Sender>();
    });

    private sealed record OpenSuspense(SuspenseSource Source, string SourceId, long AmountPence, string Why, DateOnly? Since = null) : ICommand<Unit>;

    private sealed record OpenSuspenseTwice(OpenSuspense One) : ICommand<Unit>;

    private sealed record OpenMany(int Count) : ICommand<Unit>;

    private sealed record SettleSuspense(SuspenseSource Source, string SourceId, string Why) : ICommand<Unit>;

    private sealed class Sender(SuspenseItems items)
        : IRequestHandler<OpenSuspense, Unit>, IRequestHandler<OpenSuspenseTwice, Unit>, IRequestHandler<OpenMany, Unit>, IRequestHandler<SettleSuspense, Unit>
    {
        public async Task<Unit> Handle(OpenSuspense request, CancellationToken cancellationToken)
        {
            if (request.Since is { } since) await items.OpenAsync(request.Source, request.SourceId, request.AmountPence, request.Why, since, cancellationToken);
            else await items.OpenAsync(request.Source, request.SourceId, request.AmountPence, request.Why, cancellationToken);
            return Unit.Value;
        }

        public async Task<Unit> Handle(OpenSuspenseTwice request, CancellationToken cancellationToken)
        {
            await Handle(request.One, cancellationToken);
            return await Handle(request.One, cancellationToken);
        }

        public async Task<Unit> Handle(OpenMany request, CancellationToken cancellationToken)
        {
            for (var i = 0; i < request.Count; i++)
                await items.OpenAsync(SuspenseSource.StripeTransaction, $"txn_{i}", 1 + i, "Unknown.", Today.AddDays(-i / 7), cancellationToken);
            return Unit.Value;
        }

        public async Task<Unit> Handle(SettleSuspense request, CancellationToken cancellationToken)
        {
            await items.SettleAsync(request.Source, request.SourceId, request.Why, cancellationToken);
            return Unit.Value;
        }
    }
}

public sealed class SqliteSuspenseTests() : SuspenseTests(DatabaseProvider.Sqlite);

public sealed class PostgresSuspenseTests() : SuspenseTests(DatabaseProvider.Postgres);
