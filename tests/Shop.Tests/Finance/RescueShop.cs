using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Ledger;
using Shop.Finance.Proof;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Finance.Suspense;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Webhooks;
using Shop.Tests.Payments;

namespace Shop.Tests.Finance;

/// <summary>Two officers, and strangers who pay at the same Stripe account.</summary>
internal static class RescueShop
{
    public static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");
    public static readonly Actor Bob = new(Guid.CreateVersion7(), "Bob Manager");
    public static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    public static async Task<OrphanReport> LaterAsync(WholeShop shop)
    {
        await shop.Payments.AdvanceAsync(FiveMinutes);
        return await shop.SendAsync(new CheckForOrphans(2));
    }

    public static async Task<(int Healed, int Open)> HealedAsync(WholeShop shop)
    {
        var report = await LaterAsync(shop);
        return (report.Healed, report.Open);
    }

    /// <summary>Pays at a session that no shop started, as from another system on the same account; returns the charge.</summary>
    /// <param name="reference">The order it names in its metadata, if any.</param>
    public static async Task<string> StrangerPaysAsync(WholeShop shop, string? reference = null, long pence = 5_000)
    {
        var metadata = reference is null ? [] : new Dictionary<string, string> { ["reference"] = reference };
        var before = (await shop.Payments.ChargesAsync()).Select(c => c.Id).ToHashSet();
        var session = await shop.Payments.Stripe.V1.Checkout.Sessions.CreateAsync(new()
        {
            Mode = "payment",
            UiMode = "hosted_page",
            SuccessUrl = "http://other.test/",
            Metadata = metadata,
            PaymentIntentData = new() { Metadata = metadata },
            LineItems = [new() { Quantity = 1, PriceData = new() { Currency = "gbp", UnitAmount = pence, ProductData = new() { Name = "Hall deposit" } } }],
        });
        using var payer = shop.Payments.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Gb);
        return Assert.Single(await shop.Payments.ChargesAsync(), c => !before.Contains(c.Id)).Id;
    }

    /// <summary>A second charge of £50.00 on an order that is paid.</summary>
    public static async Task<RescueRow> StrayCaseAsync(WholeShop shop)
    {
        var order = await shop.PaidAtStripeAsync();
        await shop.SendAsync(new CheckPayment(order.Reference.Value));
        await StrangerPaysAsync(shop, order.Reference.Value);
        await LaterAsync(shop);
        return Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
    }

    public static Task RefuseRefundAsync(WholeShop shop) =>
        shop.Payments.OrderFaultAsync("status", path: "/v1/refunds", times: 1, more: new() { ["status"] = 402, ["sticky"] = true });

    public static async Task FulfilAsync(WholeShop shop, CreateOrderResult.Created order)
    {
        var line = (await shop.SendAsync(new GetStaffOrder(order.Reference, TeamScope.All)))!.Lines[0].LineId;
        Assert.Equal(CloseLineResult.Done, await shop.SendAsync(new FulfilLine(order.Reference, line, TeamScope.All, Ann)));
    }
}
