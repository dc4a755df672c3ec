using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Kernel.Lines;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>A <see cref="MoneyShop"/> in which payments and refunds go through Payments, with Stripe's answers given by the test.</summary>
internal static class RefundShop
{
    public static readonly Actor Ann = new(Guid.NewGuid(), "Ann Accountant");

    public static async Task<AskRefundResult> AskAsync(TestShop shop, OrderPaid order, long pence, Guid? line = null)
    {
        var left = (await shop.SendAsync(new GetRefundPlan(order.Reference.Value, null, null, null)))!.LeftPence;
        return await shop.SendAsync(new AskRefund(Ann, Guid.CreateVersion7(), order.Reference.Value, line, pence, left, "for the test"));
    }

    /// <summary>A payment as Payments has it after Stripe was asked, and its order as it is told.</summary>
    public static async Task<OrderPaid> PayAsync(TestShop shop, params LineSnapshot[] lines)
    {
        var order = PaidOrders.Of(lines);
        var reference = order.Reference.Value;
        await shop.SendAsync(Payments.PaymentShop.Sample(reference, order.TotalPence));
        var step = Assert.IsType<NextStep.Create>(await shop.SendAsync(new PrepareAttempt(reference)));
        var session = new RemoteSession($"cs_{reference}", RemoteStatus.Open, "unpaid", order.TotalPence, "gbp", false, reference, reference, step.AttemptId, "http://pay.test/", PaidOrders.Noon.AddYears(20), null);
        await shop.SendAsync(new StoreSession(step.PaymentId, step.AttemptId, session));
        await StripeSaysAsync(shop, order, new RemoteCharge(order.ChargeId!, "gbp", order.TotalPence, order.PaidAt, "visa", "4242", null));
        await shop.AnnounceAsync(order with { PaymentId = step.PaymentId });
        return order with { PaymentId = step.PaymentId };
    }

    public static Task StripeSaysAsync(TestShop shop, OrderPaid order, params RemoteRefund[] refunds) =>
        StripeSaysAsync(shop, order, new RemoteCharge(order.ChargeId!, "gbp", order.TotalPence, order.PaidAt, "visa", "4242", null) { Refunds = refunds });

    public static Task StripeSaysAsync(TestShop shop, OrderPaid order, RemoteDispute dispute) =>
        StripeSaysAsync(shop, order, new RemoteCharge(order.ChargeId!, "gbp", order.TotalPence, order.PaidAt, "visa", "4242", null) { Disputes = [dispute] });

    public static async Task StripeSaysAsync(TestShop shop, OrderPaid order, RemoteCharge charge)
    {
        var reference = order.Reference.Value;
        var payment = await shop.ReadAsync(db => db.Set<Payment>().AsNoTracking().Include("_attempts").SingleAsync(p => p.Reference == reference));
        var session = new RemoteSession(
            $"cs_{reference}", RemoteStatus.Complete, "paid", order.TotalPence, "gbp", false, reference, reference, payment.Attempts[0].Id, null, PaidOrders.Noon.AddYears(20),
            new RemotePayment($"pi_{reference}", "succeeded", null, null, charge));
        Assert.Equal(ApplyRemoteResult.Applied, await shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [session])));
    }
}
