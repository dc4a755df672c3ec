using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>Money going back, against the real sandbox: asked for once, made once, never over what is left.</summary>
public abstract class RefundTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Refund_RequestedAndSent_IsAtStripeOnceWithOurId()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var id = await Refunding.RequestAsync(shop, reference, 2_500);
        Assert.Equal(0, (await shop.StatusAsync(reference)).RefundedPence);

        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(id)));
        Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(id)));
        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Equal((2_500L, id.ToString(), reference), (refund.Amount, refund.Metadata["refund_id"], refund.Metadata["reference"]));
        Assert.Equal(2_500, (await shop.StatusAsync(reference)).RefundedPence);

        var told = shop.Told.Of<RefundChanged>();
        Assert.Equal([RefundState.Requested, RefundState.Succeeded], told.Select(t => t.State));
        Assert.Equal((id, refund.Id, refund.BalanceTransactionId, RefundOrigin.Officer), (told[1].RefundId, told[1].StripeRefundId, told[1].BalanceTransactionId, told[1].Origin));
        var total = Assert.Single(shop.Told.Of<PaymentRefunded>());
        Assert.Equal((2_500L, 2_500L), (total.RefundedPence, total.OwnPence));
        await shop.HearAsync("charge.refunded");
        Assert.Equal(2, shop.Told.Of<RefundChanged>().Count);
    }

    [Fact]
    public async Task Request_TwoOfficersAtOnce_OneRefund()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            shop.Shop.SendAsync(new RequestRefund(Guid.CreateVersion7(), reference, null, 9_700, $"officer {i}", RefundOrigin.Officer)))));
        Assert.Single(results, r => r is RequestRefundResult.Recorded);
        Assert.All(results.Where(r => r is not RequestRefundResult.Recorded), r => Assert.Equal(new RequestRefundResult.TooMuch(0), r));
        await Refunding.SweepAsync(shop);
        Assert.Equal(9_700, Assert.Single(await shop.RefundsAsync()).Amount);
    }

    [Fact]
    public async Task Request_SameIdAtOnce_IsOneRefund()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        var request = new RequestRefund(Guid.CreateVersion7(), reference, null, 1_000, "double click", RefundOrigin.Officer);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Shop.SendAsync(request))));
        Assert.All(results, r => Assert.IsType<RequestRefundResult.Recorded>(r));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Shop.SendAsync(new SendRefund(request.RefundId)))));
        Assert.Equal(1_000, Assert.Single(await shop.RefundsAsync()).Amount);
        Assert.Single(shop.Told.Of<RefundChanged>(), t => t.State == RefundState.Requested);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Shop.SendAsync(request with { AmountPence = 1_001 }));
    }

    [Fact]
    public async Task Request_PartsToExactlyFull_ThenNotOnePennyMore()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        foreach (var pence in new[] { 3_333L, 3_333L })
            Assert.Equal(RefundState.Succeeded, await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, pence))));
        Assert.Equal(new RequestRefundResult.TooMuch(3_034), await Refunding.AskAsync(shop, reference, 3_035));
        var last = await Refunding.RequestAsync(shop, reference, 3_034);
        // What is recorded counts before Stripe has it.
        Assert.Equal(new RequestRefundResult.TooMuch(0), await Refunding.AskAsync(shop, reference, 1));
        await shop.Shop.SendAsync(new SendRefund(last));
        Assert.Equal(new RequestRefundResult.TooMuch(0), await Refunding.AskAsync(shop, reference, 1));
        Assert.Equal((9_700L, 9_700L), ((await shop.StatusAsync(reference)).RefundedPence, Assert.Single(await shop.ChargesAsync()).AmountRefunded));
        Assert.Equal(3, (await shop.RefundsAsync()).Count);
    }

    [Fact]
    public async Task Request_NothingPaidOrAnothersCharge_IsUnknown()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var other = await Refunding.PaidAsync(shop);
        var unpaid = await shop.OpenAsync();
        Assert.IsType<RequestRefundResult.UnknownCharge>(await Refunding.AskAsync(shop, "NOBODY", 1));
        Assert.IsType<RequestRefundResult.UnknownCharge>(await Refunding.AskAsync(shop, unpaid, 1));
        var charge = (await shop.ReadAsync(other)).ChargeId;
        Assert.IsType<RequestRefundResult.UnknownCharge>(await Refunding.AskAsync(shop, unpaid, 1, charge));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PaidTwice_ByPolicy_TheSecondGoesBack(bool policy)
    {
        await using var shop = await PaymentShop.StartAsync(provider, returnStrayMoney: policy);
        var (reference, second) = await Refunding.PaidTwiceAsync(shop);
        await Refunding.SweepAsync(shop);
        await Refunding.SweepAsync(shop);
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentNeedsAttention>());
        if (!policy)
        {
            Assert.Empty(await shop.RefundsAsync());
            return;
        }

        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Equal((second, 9_700L), (refund.ChargeId, refund.Amount));
        Assert.Equal(RefundOrigin.Automatic, shop.Told.Of<RefundChanged>()[^1].Origin);
        var total = Assert.Single(shop.Told.Of<PaymentRefunded>());
        Assert.Equal((9_700L, 0L), (total.RefundedPence, total.OwnPence));
        Assert.False(await shop.Shop.SendAsync(new ReturnStrayMoney(reference, second, "again")));
    }

    [Fact]
    public async Task Timeline_PaidAndRefunded_SaysSoWithTheIds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await Refunding.PaidAsync(shop);
        await shop.Shop.SendAsync(new SendRefund(await Refunding.RequestAsync(shop, reference, 2_500)));
        await shop.HearAsync("charge.refunded");
        var lines = (await shop.Shop.SendAsync(new GetPaymentTimeline(reference)))!;
        var refund = Assert.Single(await shop.RefundsAsync());
        Assert.Contains(lines, l => l.What == "£97.00 became payable.");
        Assert.Contains(lines, l => l.What == "Attempt 1 paid: £97.00 was taken." && l.Ids.Contains(refund.ChargeId));
        Assert.Contains(lines, l => l.What == "A refund of £25.00 was recorded: for the test");
        Assert.Contains(lines, l => l.What == "A refund of £25.00 was sent to the card." && l.Ids.SequenceEqual([refund.Id, refund.BalanceTransactionId]));
        Assert.Contains(lines, l => l.Kind == TimelineKind.Message && l.What == "Stripe reported that money goes back to the card (charge.refunded).");
        Assert.Equal(lines.OrderBy(l => l.At).Select(l => l.At), lines.Select(l => l.At));
        Assert.Null(await shop.Shop.SendAsync(new GetPaymentTimeline("NOBODY")));
    }
}

public sealed class SqliteRefundTests() : RefundTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefundTests() : RefundTests(DatabaseProvider.Postgres);
