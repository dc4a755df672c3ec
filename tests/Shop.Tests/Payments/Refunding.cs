using Microsoft.EntityFrameworkCore;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>What the tests of money going back share.</summary>
internal static class Refunding
{
    public static async Task<string> PaidAsync(PaymentShop shop, string card = Cards.Gb, bool hear = true)
    {
        var reference = await shop.PaidAtStripeAsync(card);
        if (hear) await shop.HearAsync("checkout.session.completed");
        else await shop.Shop.SendAsync(new CheckPayment(reference));
        return reference;
    }

    /// <summary>An attempt given up here whose page at Stripe was paid all the same, after another one had paid.</summary>
    public static async Task<(string Reference, string SecondCharge)> PaidTwiceAsync(PaymentShop shop)
    {
        var reference = await shop.OpenAsync();
        var step = Assert.IsType<NextStep.Create>(await shop.Shop.SendAsync(new PrepareAttempt(reference)));
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var stray = (await stripe.CreateAsync(step.Request, step.IdempotencyKey, TestContext.Current.CancellationToken)).Url!;
        await shop.Shop.SendAsync(new AbandonAttempt(step.PaymentId, step.AttemptId, "test"));
        using var payer = shop.OpenBrowser();
        await payer.PayAsync(await shop.StartAsync(reference), Cards.Gb);
        await shop.HearAsync("checkout.session.completed");
        var first = (await shop.ReadAsync(reference)).ChargeId;
        await payer.PayAsync(stray, Cards.Gb);
        await PaymentShop.UntilAsync(
            async () =>
            {
                await shop.WorkAsync();
                return shop.Told.Of<PaymentNeedsAttention>().Count == 1;
            },
            "the second payment");
        return (reference, (await shop.ChargesAsync()).Single(c => c.Id != first).Id);
    }

    public static Task<RequestRefundResult> AskAsync(PaymentShop shop, string reference, long pence, string? charge = null) =>
        shop.Shop.SendAsync(new RequestRefund(Guid.CreateVersion7(), reference, charge, pence, "for the test", RefundOrigin.Officer));

    public static async Task<Guid> RequestAsync(PaymentShop shop, string reference, long pence)
    {
        var id = Guid.CreateVersion7();
        Assert.IsType<RequestRefundResult.Recorded>(await shop.Shop.SendAsync(new RequestRefund(id, reference, null, pence, "for the test", RefundOrigin.Officer)));
        return id;
    }

    public static Task<Payment> MoneyAsync(PaymentShop shop, string reference) =>
        shop.Shop.ReadAsync(db => db.Set<Payment>().WithMoney().SingleAsync(p => p.Reference == reference));

    public static async Task<int> SweepAsync(PaymentShop shop)
    {
        await shop.AdvanceAsync(TimeSpan.FromMinutes(3));
        return await shop.Shop.SendAsync(new SweepRefunds());
    }
}
