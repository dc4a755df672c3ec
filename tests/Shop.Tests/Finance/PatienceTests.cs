using System.Text.Json.Nodes;
using Shop.Finance.Payouts;
using Shop.Finance.Proof;
using Shop.Finance.Rescue;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Tests.Orders;
using Shop.Tests.Payments;

namespace Shop.Tests.Finance;

/// <summary>An officer waits for a Stripe that says nothing: every page has its answer in time.</summary>
public sealed class PatienceTests
{
    private static readonly Actor Ann = new(Guid.NewGuid(), "Ann Accountant");

    /// <summary>Longer than a page waits and shorter than Stripe's client, so that whoever still waits after it had no limit of its own.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(17);

    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(14);

    [Fact]
    public async Task Pages_StripeHangs_AnswerWithoutIt()
    {
        await using var shop = await WholeShop.StartAsync(DatabaseProvider.Sqlite, webhooks: false);
        var order = await shop.OrderAsync();
        await shop.SendAsync(new Announce(new OrderNeedsAttention(order.OrderId, order.Reference, 5_000, "paid twice", "ch_unknown", shop.Payments.Clock.UtcNow())));
        var open = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows);
        await shop.Payments.StartAsync(order.Reference.Value);
        foreach (var path in new[] { "/v1/charges*", "/v1/balance*", "/v1/checkout/sessions*" })
            await shop.Payments.OrderFaultAsync("slow", "GET", path, times: 9, more: new JsonObject { ["delay_ms"] = (int)Silence.TotalMilliseconds });

        var today = LondonTime.DateOf(shop.Payments.Clock.UtcNow());
        var proof = shop.SendAsync(new ProveTakings(today, today));
        var check = shop.SendAsync(new CheckForOrphans(35, IsAwaited: true));
        var import = shop.SendAsync(new ImportStripe(IsAwaited: true));
        var ask = shop.SendAsync(new AskStripeAgain(Ann, open.Id, "Is it still there?"));
        await Task.WhenAll(proof, check, import, ask).WaitAsync(InTime, TestContext.Current.CancellationToken);
        Assert.IsType<ProofResult.StripeUnavailable>(await proof);
        Assert.False((await check).StripeAnswered);
        Assert.False(await import);
        Assert.Equal(RescueResult.StripeUnavailable, await ask);
    }
}
