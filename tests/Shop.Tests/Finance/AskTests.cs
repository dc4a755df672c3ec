using Shop.Finance.Asking;
using Shop.Finance.Ledger;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Payouts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class AskTests(DatabaseProvider provider)
{
    private static readonly DateTime Monday = PayoutWorld.Monday;

    [Fact]
    public async Task Ask_AnyWordForAnOrder_TellsItsWholeChain()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var order = PaidOrders.At(Monday, PaidOrders.LandSearch) with { CardLast4 = "1881", Payer = PaidOrders.Sam with { Email = "Kim@Example.com" } };
        world.AtStripe(order);
        await world.HearAsync(order);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        await world.RefundAsync(order, 1_000, Monday.AddHours(1), "re_1");
        var payout = world.Stripe.PayOut(Monday.AddHours(2));
        await world.ImportAsync();
        await world.PostAsync(Receipt(payout.Id, payout.AmountPence, "line-1"));
        var charge = world.Stripe.Rows.Single(r => r.SourceId == order.ChargeId).Id;

        foreach (var text in new[] { order.Reference.ToString().ToLowerInvariant(), order.Reference.Value, order.ChargeId!, charge, "re_1", "£102.82", " 102.82 ", "kim@example.COM", "1881", $"order:{order.Reference.Value}", $"fee:{charge}" })
        {
            var one = Assert.IsType<AskAnswer.One>(await world.Shop.SendAsync(new Ask(text)));
            Assert.Equal((text, AskKind.Order, order.Reference.Value), (text, one.Chain.About, one.Chain.Id));
        }

        var chain = await ChainAsync(world.Shop, order.Reference.Value);
        Assert.Equal([ChainKind.Order, ChainKind.Transaction, ChainKind.Payout, ChainKind.Bank, ChainKind.Journal], chain.Steps.Select(s => s.Kind).Distinct().Order());
        Assert.Equal([charge, world.Stripe.Rows.Single(r => r.SourceId == "re_1").Id], chain.Steps.Where(s => s.Kind == ChainKind.Transaction).Select(s => s.Ids[0]));
        Assert.Equal(
            [$"bank:line-1", $"fee:{charge}", $"order:{order.Reference.Value}", $"payout:{world.Stripe.Rows[^1].Id}", "refund:re_1"],
            chain.Steps.Where(s => s.Kind == ChainKind.Journal).Select(s => s.Ids[0]).Order(StringComparer.Ordinal));
        Assert.Equal(chain.Steps.Select(s => s.At).Order(), chain.Steps.Select(s => s.At));
        Assert.Contains(chain.Steps, s => s.What.Contains("LLC1", StringComparison.OrdinalIgnoreCase) && s.What.Contains("PL730 91720 S", StringComparison.Ordinal) && s.Link == new ChainLink(ChainPage.Payment, order.Reference.Value));
        Assert.Contains(chain.Facts, f => f.Name == "On the bank" && f.Says == $"{new Money(payout.AmountPence)} on 7 October 2026");
        Assert.DoesNotContain(chain.Steps, s => s.What.Contains("Sam", StringComparison.Ordinal) || s.What.Contains("example.com", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Ask_APriceThatManyPaid_ListsTheNewestTwenty()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var orders = Enumerable.Range(0, 25).Select(i => PaidOrders.At(Monday.AddMinutes(i), PaidOrders.SkipPermit)).ToList();
        await shop.AnnounceAsync([.. orders]);
        var many = Assert.IsType<AskAnswer.Many>(await shop.SendAsync(new Ask("97.00")));
        var group = Assert.Single(many.Groups);
        Assert.Equal((AskKind.Order, true), (group.Kind, group.IsMore));
        Assert.Equal(orders.AsEnumerable().Reverse().Take(20).Select(o => o.Reference.Value), group.Hits.Select(h => h.Id));
    }

    [Fact]
    public async Task Ask_FourDigits_MayBeACardOrPounds()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var byCard = PaidOrders.At(Monday, PaidOrders.SkipPermit) with { CardLast4 = "1250" };
        var byPrice = PaidOrders.At(Monday, PaidOrders.Line("closure", "Road closure", "street-works", PaidOrders.Fee("order", 125_000, 0, "O", "HW210", "91210")));
        await shop.AnnounceAsync(byCard, byPrice, Refunded(byPrice, 125_000));
        var many = Assert.IsType<AskAnswer.Many>(await shop.SendAsync(new Ask("1250")));
        Assert.Equal([AskKind.Order, AskKind.Refund], many.Groups.Select(g => g.Kind));
        Assert.Equal(new[] { byCard.Reference.Value, byPrice.Reference.Value }.Order(StringComparer.Ordinal), many.Groups[0].Hits.Select(h => h.Id).Order(StringComparer.Ordinal));
        Assert.Equal(-125_000, Assert.Single(many.Groups[1].Hits).AmountPence);
        var pounds = Assert.IsType<AskAnswer.Many>(await shop.SendAsync(new Ask("£1,250.00")));
        Assert.Equal(byPrice.Reference.Value, Assert.Single(pounds.Groups[0].Hits).Id);
        var chosen = Assert.IsType<AskAnswer.One>(await shop.SendAsync(new Ask(pounds.Groups[1].Hits[0].Id)));
        Assert.Equal(byPrice.Reference.Value, chosen.Chain.Id);
        Assert.Contains(chosen.Chain.Steps, s => s.Kind == ChainKind.Refund && s.Link!.Page == ChainPage.Refund);
    }

    [Fact]
    public async Task Ask_APayout_TellsWhatItCarriedAndItsJournals()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        await world.SellAsync(Monday, PaidOrders.SkipPermit);
        await world.SellAsync(Monday, PaidOrders.LandSearch);
        var payout = world.Stripe.PayOut(Monday.AddHours(2));
        await world.ImportAsync();
        var own = world.Stripe.Rows[^1].Id;
        foreach (var text in new[] { payout.Id, own, $"payout:{own}", new Money(payout.AmountPence).ToString() })
        {
            var one = Assert.IsType<AskAnswer.One>(await world.Shop.SendAsync(new Ask(text)));
            Assert.Equal((text, AskKind.Payout, payout.Id), (text, one.Chain.About, one.Chain.Id));
        }

        var chain = await ChainAsync(world.Shop, payout.Id);
        Assert.Contains(chain.Steps, s => s.What == "It carried 2 × payment, net £196.42.");
        Assert.Contains(chain.Steps, s => s.Kind == ChainKind.Journal && s.Ids.Contains($"payout:{own}"));
        Assert.Contains(chain.Facts, f => f is { Name: "On the bank", Says: "Not yet" });
    }

    [Fact]
    public async Task Ask_MoneyOfNoOrder_TellsItsSuspenseItem()
    {
        await using var world = await PayoutWorld.StartAsync(provider);
        var row = world.Stripe.Add(Monday, "adjustment", "something_new", -1_234, 0, null);
        await world.ImportAsync();
        foreach (var text in new[] { row.Id, $"stripe:{row.Id}" })
        {
            var chain = await ChainAsync(world.Shop, text);
            Assert.Equal((AskKind.Transaction, row.Id), (chain.About, chain.Id));
            Assert.Equal([ChainKind.Transaction, ChainKind.Journal, ChainKind.Suspense], chain.Steps.Select(s => s.Kind).Order());
        }

        var amount = Assert.IsType<AskAnswer.One>(await world.Shop.SendAsync(new Ask("-£12.34")));
        Assert.Equal(row.Id, amount.Chain.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task Ask_Nothing_IsNotAsked(string? text)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        Assert.IsType<AskAnswer.Unasked>(await shop.SendAsync(new Ask(text)));
    }

    [Fact]
    public async Task Ask_WhatIsNotThere_FindsNothing()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        foreach (var text in new[] { "nothing like it", "BCD-234-XYZ", "po_unknown", "evt_unknown", "pi_unknown", "cs_unknown", "txn_unknown", "re_unknown", "dp_unknown", "du_1", "x_y", "99999999999999999999", "'; --", "%", "order:x", Guid.NewGuid().ToString(), "a@b", new string('x', 5_000) })
            Assert.IsType<AskAnswer.Nothing>(await shop.SendAsync(new Ask(text)));
    }

    private static async Task<Chain> ChainAsync(TestShop shop, string text) => Assert.IsType<AskAnswer.One>(await shop.SendAsync(new Ask(text))).Chain;

    private static RefundChanged Refunded(OrderPaid order, long pence) => new(
        Guid.CreateVersion7(), order.PaymentId!.Value, order.Reference.Value, order.ChargeId!, $"re_{Guid.NewGuid():N}", pence, RefundOrigin.Dashboard, RefundState.Succeeded, null, null, null, order.PaidAt.AddHours(1));

    private static JournalDraft Receipt(string payout, long pence, string line) => new(
        $"bank:{line}", JournalKind.BankReceipt, LondonTime.DateOf(Monday.AddDays(2)), "On the bank",
        [
            LedgerPosting.Debit(LedgerAccount.Bank, pence) with { PayoutId = payout, BankLineId = line },
            LedgerPosting.Credit(LedgerAccount.PayoutsInTransit, pence) with { PayoutId = payout, BankLineId = line },
        ],
        null, null);
}

public sealed class SqliteAskTests() : AskTests(DatabaseProvider.Sqlite);

public sealed class PostgresAskTests() : AskTests(DatabaseProvider.Postgres);
