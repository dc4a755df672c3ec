using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Kernel.Persistence;

namespace Shop.Tests.Baskets;

public sealed class SqliteGetBasketTests() : GetBasketTests(DatabaseProvider.Sqlite);

public sealed class PostgresGetBasketTests() : GetBasketTests(DatabaseProvider.Postgres);

public abstract class GetBasketTests(DatabaseProvider provider)
{
    [Fact]
    public async Task GetBasket_NothingChanged_IsTheSameContentAgain()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        var first = await shop.BasketAsync(basketId);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(14));
        var again = await shop.BasketAsync(basketId);
        Assert.Equal(first.ContentHash, again.ContentHash);
        Assert.True(again.CanBePaid);
    }

    [Fact]
    public async Task GetBasket_PriceImported_MustBeAcceptedBeforePaying()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        var before = await shop.BasketAsync(basketId);
        await shop.PriceAsync("skip-permit", "permit-2-weeks", 8_000);

        var changed = await shop.BasketAsync(basketId);
        var line = Assert.Single(changed.Lines);
        Assert.Equal(BasketLineState.PriceChanged, line.State);
        Assert.Equal((12_100, 13_000), (line.Snapshot.GrossPence, line.Today!.GrossPence));
        Assert.Equal("The price has changed from £121.00 to £130.00 since you added this.", line.Message);
        Assert.False(changed.CanBePaid);
        Assert.NotEqual(before.ContentHash, changed.ContentHash);

        Assert.Equal(AcceptChangesResult.Accepted, await shop.Shop.SendAsync(new AcceptChanges(basketId, changed.ContentHash)));
        var accepted = await shop.BasketAsync(basketId);
        Assert.True(accepted.CanBePaid);
        Assert.Equal(13_000, accepted.GrossPence);
    }

    [Fact]
    public async Task AcceptChanges_PriceMovedAgain_AcceptsNothing()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        await shop.PriceAsync("skip-permit", "permit-2-weeks", 8_000);
        var seen = await shop.BasketAsync(basketId);
        await shop.PriceAsync("skip-permit", "permit-2-weeks", 80_000);
        Assert.Equal(AcceptChangesResult.ChangedAgain, await shop.Shop.SendAsync(new AcceptChanges(basketId, seen.ContentHash)));
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines);
        Assert.Equal(12_100, line.Snapshot.GrossPence);
    }

    [Fact]
    public async Task AcceptChanges_BasketGone_SaysSo()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        Assert.Equal(AcceptChangesResult.BasketGone, await shop.Shop.SendAsync(new AcceptChanges("nobody's", "")));
    }

    [Fact]
    public async Task GetBasket_PriceBackAgain_NeedsNoAcceptance()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        await shop.PriceAsync("skip-permit", "permit-2-weeks", 8_000);
        await shop.PriceAsync("skip-permit", "permit-2-weeks", 7_100);
        Assert.True((await shop.BasketAsync(basketId)).CanBePaid);
    }

    [Fact]
    public async Task GetBasket_OnlyLedgerCodeImported_GoesOnWithTodaysCode()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        var before = await shop.BasketAsync(basketId);
        await shop.EditAsync("skip-permit", json => ShopWithSeed.Charge(json, "permit-2-weeks")["subjective"] = "91410");
        var after = await shop.BasketAsync(basketId);
        Assert.True(after.CanBePaid);
        Assert.Equal(before.ContentHash, after.ContentHash);
        Assert.Contains(Assert.Single(after.Lines).Snapshot.Components, c => c is { ChargeId: "permit-2-weeks", Subjective: "91410" });
    }

    [Fact]
    public async Task GetBasket_RefundRuleImported_MustBeAccepted()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        await shop.EditAsync("skip-permit", json =>
        {
            var charge = ShopWithSeed.Charge(json, "permit-2-weeks");
            charge["refundable"] = "no";
            charge["keptWords"] = "kept in any case";
        });
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines);
        Assert.Equal(BasketLineState.PriceChanged, line.State);
        Assert.Contains("The total is the same", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetBasket_ServiceWithdrawn_IsNotCountedAndGoesWithAcceptance()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Skip);
        await shop.AddAsync(Sample.Certificate, basketId);
        await shop.WithdrawAsync("skip-permit");
        var seen = await shop.BasketAsync(basketId);
        Assert.Equal(BasketLineState.Withdrawn, seen.Lines[0].State);
        Assert.Equal(2_500, seen.GrossPence);
        Assert.False(seen.CanBePaid);
        await shop.Shop.SendAsync(new AcceptChanges(basketId, seen.ContentHash));
        var accepted = await shop.BasketAsync(basketId);
        Assert.Equal("certificate-copy", Assert.Single(accepted.Lines).Snapshot.ServiceId);
        Assert.True(accepted.CanBePaid);
    }

    [Fact]
    public async Task GetBasket_OptionNoLongerOffered_MustBeChanged()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, lineId) = await shop.AddAsync(Sample.PostedCertificate("second-class"));
        await shop.EditAsync("certificate-copy", json =>
        {
            var choices = json["options"]!.AsArray().Single(o => o!["id"]!.GetValue<string>() == "delivery")!["choices"]!.AsArray();
            choices.Remove(choices.Single(c => c!["id"]!.GetValue<string>() == "second-class"));
            json.Remove("impossible");
            var posted = json["questions"]!.AsArray().Single(q => q!["id"]!.GetValue<string>() == "post-to")!["when"]!["delivery"]!.AsArray();
            posted.Remove(posted.Single(c => c!.GetValue<string>() == "second-class"));
        });
        var seen = await shop.BasketAsync(basketId);
        Assert.Equal(BasketLineState.NoLongerPossible, Assert.Single(seen.Lines).State);
        Assert.Equal(AcceptChangesResult.Accepted, await shop.Shop.SendAsync(new AcceptChanges(basketId, seen.ContentHash)));
        Assert.False((await shop.BasketAsync(basketId)).CanBePaid);
        await shop.Shop.SendAsync(Sample.Certificate.Change(basketId, lineId));
        Assert.True((await shop.BasketAsync(basketId)).CanBePaid);
    }

    [Fact]
    public async Task GetBasket_QuestionAddedSince_MustBeAnswered()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        var (basketId, _) = await shop.AddAsync(Sample.Certificate);
        await shop.EditAsync("certificate-copy", json => json["questions"]!.AsArray().Single(q => q!["id"]!.GetValue<string>() == "parents")!["required"] = true);
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines);
        Assert.Equal(BasketLineState.NoLongerPossible, line.State);
        Assert.StartsWith("An answer no longer fits", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetBasket_NightPassed_NoticeIsCountedFromToday()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        // 19 October is exactly 10 working days after 5 October; a day later the same date is short notice.
        var (basketId, _) = await shop.AddAsync(Sample.Skip.With("start-date-day", "19").With("start-date-month", "10"));
        Assert.Equal(12_100, (await shop.BasketAsync(basketId)).GrossPence);
        shop.Shop.Clock.Advance(TimeSpan.FromHours(13));
        var line = Assert.Single((await shop.BasketAsync(basketId)).Lines);
        Assert.Equal(BasketLineState.PriceChanged, line.State);
        Assert.Equal(12_100 + 3_332, line.Today!.GrossPence);
    }

    [Fact]
    public async Task GetBasket_MixedVat_TotalsAddUpByRate()
    {
        await using var shop = await ShopWithSeed.StartAsync(provider);
        await shop.EditAsync("certificate-copy", json => ShopWithSeed.Charge(json, "post-special")["vatCode"] = "S");
        var (basketId, _) = await shop.AddAsync(Sample.PostedCertificate("special"));
        var basket = await shop.BasketAsync(basketId);
        Assert.Equal(
            [new VatTotal("no VAT", 0, 2_500, 0, 2_500), new VatTotal("includes VAT at 20%", 2_000, 708, 142, 850)],
            basket.VatTotals);
        Assert.Equal((3_350, 142, 3_208), (basket.GrossPence, basket.VatPence, basket.NetPence));
    }
}
