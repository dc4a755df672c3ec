using Shop.Accounts;
using Shop.Finance.Ledger;
using Shop.Finance.Refunds;
using Shop.Finance.Rescue;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Tests.Finance.Ledger;
using Shop.Tests.TestData;
using static Shop.Tests.Finance.RefundShop;

namespace Shop.Tests.Finance;

/// <summary>Refunds that came to nothing and went to the card once more, or were replaced by another: owed once, made once.</summary>
public abstract class SendRefundAgainTests(DatabaseProvider provider)
{
    private static readonly Actor Bob = new(Guid.NewGuid(), "Bob Senior");

    [Fact]
    public async Task SendAgain_TakesTheSamePartsOnce_AndTheFailedOneWaitsNoMore()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (order, failed) = await FailedAsync(shop, 5_000, 1, PaidOrders.SkipPermit, PaidOrders.LandSearch);
        var again = Guid.CreateVersion7();
        Assert.Equal(SendRefundAgainResult.ReasonMissing, await shop.SendAsync(new SendRefundAgain(Ann, failed, again, " ")));
        Assert.Equal(SendRefundAgainResult.Recorded, await shop.SendAsync(new SendRefundAgain(Ann, failed, again, "new card")));
        Assert.Equal(SendRefundAgainResult.Recorded, await shop.SendAsync(new SendRefundAgain(Ann, failed, again, "new card")));
        Assert.Equal(SendRefundAgainResult.NotOpen, await shop.SendAsync(new SendRefundAgain(Ann, failed, Guid.CreateVersion7(), "new card")));
        Assert.Equal(PayRefundOtherwiseResult.NotOpen, await shop.SendAsync(new PayRefundOtherwise(Ann, failed, "BACS")));

        var (first, second) = ((await shop.SendAsync(new GetRefund(failed)))!, (await shop.SendAsync(new GetRefund(again)))!);
        Assert.Equal(first.Parts, second.Parts);
        Assert.Equal((again, failed), (first.Refund.ReplacedById, second.InsteadOf));
        Assert.Empty((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows);
        Assert.Equal(failed, Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Ended, 1))).Rows).Id);
        Assert.Equal(2, (await shop.SendAsync(new ListRefundsOf(order.Reference.Value))).Count);
        Assert.Single((await shop.SendAsync(new ListAudit(null))).Rows, r => r.What == "sent a refund again");

        await StripeSaysAsync(shop, order, Failed(failed, 5_000), new RemoteRefund("re_2", 5_000, "succeeded", again, "txn_2", null, null));
        var vat = second.Parts.Sum(p => p.VatPence);
        Assert.True(vat > 0);
        Assert.Equal(
            (-(9_700L + 8_985 - (5_000 - vat)), -(1_297L - vat), 0L),
            (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.VatOutput), await shop.BalanceAsync(LedgerAccount.RefundsToAllocate)));
    }

    [Fact]
    public async Task SendAgain_TwoOfficersAtOnce_MakesOneRefund()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (order, failed) = await FailedAsync(shop, 4_000, null, PaidOrders.SkipPermit);
        var answers = await Task.WhenAll(
            shop.SendAsync(new SendRefundAgain(Ann, failed, Guid.CreateVersion7(), "new card")), shop.SendAsync(new SendRefundAgain(Bob, failed, Guid.CreateVersion7(), "new card")));
        Assert.Equal([SendRefundAgainResult.Recorded, SendRefundAgainResult.NotOpen], answers.Order());
        Assert.Single(await shop.SendAsync(new ListRefundsOf(order.Reference.Value)), r => r.State == FinanceRefundState.Requested);
    }

    [Fact]
    public async Task SendAgain_AboveTheLimitAndDeclined_IsOwedAgain()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var dear = PaidOrders.Line("hall", "Hall for a wedding", "halls", PaidOrders.Fee("hall", 60_000, 0, "E", "HL100", "91310"));
        var (order, failed) = await FailedAsync(shop, 60_000, null, dear);
        var again = Guid.CreateVersion7();
        Assert.Equal(SendRefundAgainResult.NeedsSecondPerson, await shop.SendAsync(new SendRefundAgain(Ann, failed, again, "new card")));
        Assert.Equal(again, Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows).Id);
        Assert.Equal(DecideRefundResult.SamePerson, await shop.SendAsync(new DecideRefund(Ann, again, true, null)));
        Assert.Equal(DecideRefundResult.Declined, await shop.SendAsync(new DecideRefund(Bob, again, false, "pay by BACS")));
        Assert.Equal(failed, Assert.Single((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows).Id);
        Assert.Equal(PayRefundOtherwiseResult.Done, await shop.SendAsync(new PayRefundOtherwise(Ann, failed, "BACS 000123")));
        Assert.Equal(60_000, order.TotalPence);
    }

    [Fact]
    public async Task SendAgain_WhatCannotGo_IsRefusedWithTheReason()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (order, failed) = await FailedAsync(shop, 9_700, null, PaidOrders.SkipPermit);
        Assert.Equal(SendRefundAgainResult.NotOpen, await AgainAsync(shop, Guid.NewGuid()));
        await StripeSaysAsync(shop, order, new RemoteDispute("dp_1", 9_700, "general", "needs_response", null, [], PaidOrders.Noon));
        Assert.Equal(SendRefundAgainResult.DisputeOpen, await AgainAsync(shop, failed));

        var (other, gone) = await FailedAsync(shop, 9_700, null, PaidOrders.SkipPermit);
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, other, 1));
        Assert.Equal(SendRefundAgainResult.NothingLeft, await AgainAsync(shop, gone));

        var (_, away) = await FailedAtAsync(shop, 100, null, "txn_out", null, PaidOrders.SkipPermit);
        Assert.Equal(SendRefundAgainResult.NotBackYet, await AgainAsync(shop, away));
        Assert.DoesNotContain((await shop.SendAsync(new ListAudit(null))).Rows, r => r.What == "sent a refund again");
    }

    [Fact]
    public async Task Replace_OnlyByOneThatFits_AndOnlyOnce()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (order, failed) = await FailedAsync(shop, 3_000, null, PaidOrders.SkipPermit);
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 2_999));
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, order, 3_000));
        var (elsewhere, _) = await FailedAsync(shop, 3_000, null, PaidOrders.SkipPermit);
        Assert.Equal(AskRefundResult.Recorded, await AskAsync(shop, elsewhere, 3_000));
        var refunds = await shop.SendAsync(new ListRefundsOf(order.Reference.Value));
        var (small, fits, foreign) = (refunds[1].Id, refunds[2].Id, (await shop.SendAsync(new ListRefundsOf(elsewhere.Reference.Value)))[1].Id);

        Assert.Equal([fits], (await shop.SendAsync(new GetRefund(failed)))!.Replacements.Select(r => r.Id));
        foreach (var wrong in new[] { small, foreign, failed, Guid.NewGuid() })
            Assert.Equal(ReplaceRefundResult.NotFit, await shop.SendAsync(new ReplaceRefund(Ann, failed, wrong, "that one")));
        Assert.Equal(ReplaceRefundResult.ReasonMissing, await shop.SendAsync(new ReplaceRefund(Ann, failed, fits, null)));
        Assert.Equal(ReplaceRefundResult.Done, await shop.SendAsync(new ReplaceRefund(Ann, failed, fits, "that one")));
        Assert.Equal(ReplaceRefundResult.NotOpen, await shop.SendAsync(new ReplaceRefund(Ann, failed, fits, "that one")));
        Assert.DoesNotContain((await shop.SendAsync(new ListRefunds(RefundShow.Waiting, 1))).Rows, r => r.Id == failed);
        Assert.Equal("Failed, replaced by another", Shop.Finance.FinanceWords.InWords((await shop.SendAsync(new GetRefund(failed)))!.Refund));
    }

    [Fact]
    public async Task Replaced_AndMadeByStripeAfterAll_IsACaseAndReversesTheSaleOnce()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (order, failed) = await FailedAtAsync(shop, 4_000, null, null, null, PaidOrders.SkipPermit);
        var again = Guid.CreateVersion7();
        Assert.Equal(SendRefundAgainResult.Recorded, await shop.SendAsync(new SendRefundAgain(Ann, failed, again, "new card")));
        await StripeSaysAsync(shop, order, Failed(failed, 4_000, null, null), new RemoteRefund("re_2", 4_000, "succeeded", again, "txn_2", null, null));
        await shop.AnnounceAsync(LedgerShop.Refund(order, $"re_{failed:N}", 4_000) with { RefundId = failed });
        var twice = Assert.Single((await shop.SendAsync(new ListRescueCases(RescueShow.Open))).Rows, c => c.Kind == RescueKind.GivenBackTwice);
        Assert.Equal((4_000L, order.Reference.Value), (twice.AmountPence, twice.Reference));
        Assert.Equal((-5_700L, 4_000L), (await shop.BalanceAsync(LedgerAccount.Income), await shop.BalanceAsync(LedgerAccount.RefundsToAllocate)));
    }

    private static Task<SendRefundAgainResult> AgainAsync(TestShop shop, Guid failed) => shop.SendAsync(new SendRefundAgain(Ann, failed, Guid.CreateVersion7(), "new card"));

    private static RemoteRefund Failed(Guid id, long pence, string? gone = "txn_out", string? back = "txn_back") =>
        new($"re_{id:N}", pence, "failed", id, gone is null ? null : $"{gone}_{id:N}", back is null ? null : $"{back}_{id:N}", "declined");

    private static Task<(OrderPaid Order, Guid Failed)> FailedAsync(TestShop shop, long pence, int? line, params LineSnapshot[] lines) =>
        FailedAtAsync(shop, pence, line, "txn_out", "txn_back", lines);

    /// <summary>An order of which so much was to go back to the card, and did not.</summary>
    private static async Task<(OrderPaid Order, Guid Failed)> FailedAtAsync(TestShop shop, long pence, int? line, string? gone, string? back, params LineSnapshot[] lines)
    {
        var order = await PayAsync(shop, lines);
        var id = Guid.CreateVersion7();
        var asked = await shop.SendAsync(new AskRefund(Ann, id, order.Reference.Value, line is { } at ? order.Lines[at].LineId : null, pence, order.TotalPence, "cancelled"));
        if (asked == AskRefundResult.NeedsSecondPerson) Assert.Equal(DecideRefundResult.Agreed, await shop.SendAsync(new DecideRefund(Bob, id, true, null)));
        await StripeSaysAsync(shop, order, new RemoteRefund($"re_{id:N}", pence, "pending", id, gone is null ? null : $"{gone}_{id:N}", null, null));
        await StripeSaysAsync(shop, order, Failed(id, pence, gone, back));
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        return (order, id);
    }
}

public sealed class SqliteSendRefundAgainTests() : SendRefundAgainTests(DatabaseProvider.Sqlite);

public sealed class PostgresSendRefundAgainTests() : SendRefundAgainTests(DatabaseProvider.Postgres);
