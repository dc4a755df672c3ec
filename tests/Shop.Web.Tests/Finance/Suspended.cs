using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance.Suspense;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Unexplained money, put on the list from outside of the module that would.</summary>
public static class Suspended
{
    public static async Task<Guid> SuspendAsync(this WebShop shop, string chargeId, long pence)
    {
        var id = Guid.CreateVersion7();
        var now = DateTime.UnixEpoch.AddYears(56);
        await shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO finance_suspense_item (Id, Source, SourceId, AmountPence, Why, Since, OpenedAt, State, Version) VALUES ({id}, {nameof(SuspenseSource.StrayMoney)}, {chargeId}, {pence}, 'A second payment for an order that was paid.', {DateOnly.FromDateTime(now)}, {now}, {nameof(SuspenseState.Open)}, 0)"));
        Assert.NotNull(await shop.SendAsync(new GetSuspenseItem(id)));
        return id;
    }
}
