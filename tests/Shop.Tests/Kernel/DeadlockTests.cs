using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Takings;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Tests.Finance;
using Shop.Tests.TestData;

namespace Shop.Tests.Kernel;

/// <summary>Two commands that wait for each other's rows: PostgreSQL ends one of them, and that one runs again. (SQLite has one writer.)</summary>
public sealed class DeadlockTests
{
    [Theory]
    [InlineData(Way.BySql)]
    [InlineData(Way.BySaving)]
    [InlineData(Way.ByReading)]
    public async Task Deadlock_HoweverItIsMet_BothCommandsAreDone(Way way)
    {
        await using var shop = await MoneyShop.StartAsync(DatabaseProvider.Postgres, replace: services => services.AddScoped<IRequestHandler<Rename, int>, RenameHandler>());
        var (a, b) = (PaidOrders.Of(PaidOrders.SkipPermit), PaidOrders.Of(PaidOrders.SkipPermit));
        await shop.AnnounceAsync(a, b);
        using var meeting = new Barrier(2);
        var runs = await Task.WhenAll(
            Task.Run(() => shop.SendAsync(new Rename(a.Reference.Value, b.Reference.Value, "One", way, meeting))),
            Task.Run(() => shop.SendAsync(new Rename(b.Reference.Value, a.Reference.Value, "Two", way, meeting))));
        Assert.Equal([1, 2], runs.Order());
        // Whoever ran again came last, and wrote both.
        var winner = runs[0] == 2 ? "One" : "Two";
        Assert.Equal([winner, winner], await shop.ReadAsync(db => db.Set<FinancePayment>().Select(p => p.PayerName).ToListAsync()));
    }

    public enum Way { BySql, BySaving, ByReading }

    private sealed record Rename(string First, string Second, string Name, Way Way, Barrier Meeting) : ICommand<int>
    {
        public int Runs { get; set; }
    }

    private sealed class RenameHandler(ShopDbContext db) : IRequestHandler<Rename, int>
    {
        public async Task<int> Handle(Rename request, CancellationToken cancellationToken)
        {
            request.Runs++;
            await SetAsync(request.First, request.Name, cancellationToken);
            if (request.Runs == 1 && !request.Meeting.SignalAndWait(TimeSpan.FromMinutes(1), cancellationToken)) throw new TimeoutException("The other command never came.");
            if (request.Way == Way.ByReading) await db.Set<FinancePayment>().FromSql($"SELECT * FROM finance_payment WHERE \"Reference\" = {request.Second} FOR UPDATE").ToListAsync(cancellationToken);
            if (request.Way == Way.BySaving)
            {
                var second = await db.Set<FinancePayment>().SingleAsync(p => p.Reference == request.Second, cancellationToken);
                db.Entry(second).Property(p => p.PayerName).CurrentValue = request.Name;
                await db.SaveChangesAsync(cancellationToken);
            }
            else
            {
                await SetAsync(request.Second, request.Name, cancellationToken);
            }

            return request.Runs;
        }

        private Task<int> SetAsync(string reference, string name, CancellationToken ct) =>
            db.Set<FinancePayment>().Where(p => p.Reference == reference).ExecuteUpdateAsync(s => s.SetProperty(p => p.PayerName, name), ct);
    }
}
