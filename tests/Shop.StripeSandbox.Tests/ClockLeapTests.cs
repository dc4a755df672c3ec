using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>One leap over weeks: all that was due on the way happens in its order and is dated when it was due.</summary>
public sealed class ClockLeapTests : PayoutTest
{
    [Fact]
    public async Task Leap_OverWeeks_MeetsEveryDeadlineInItsOrder()
    {
        Sandbox.Receiver.Answer = RefuseTheFirstFourTimes; // tried again 1 s, 6 s, 36 s and 156 s after it happened
        await Sandbox.CreateSessionAsync(change: o => o.ExpiresAt = Sandbox.Clock.Now.UtcDateTime.AddHours(3));
        var authorised = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 900, Currency = "gbp", Confirm = true, CaptureMethod = "manual", PaymentMethod = "pm_card_gb" });
        var paid = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 10_000, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_pendingRefund" });
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.Id, Amount = 1_000 });
        var dispute = await Sandbox.ControlAsync(HttpMethod.Post, "disputes", new() { ["charge"] = paid.LatestChargeId, ["amount"] = 9_000 });
        var before = (await Client.V1.Events.ListAsync(new() { Limit = 1 })).Single();

        await RunToAsync(Wednesday.AddDays(21));

        var happened = await EventsSinceAsync(before.Id);
        Assert.Equal(
            [
                "checkout.session.expired",
                "payout.created", "payout.updated", "payout.reconciliation_completed", "refund.updated", "charge.refund.updated", // Thursday: the bank is debited
                "payout.paid", // Friday
                "balance.available", "payout.created", "payout.updated", "payout.reconciliation_completed", // Monday
                "payout.paid",
                "charge.expired", "payment_intent.canceled", // Wednesday: seven days
                "charge.dispute.closed",
            ],
            happened.Select(e => e.Type));
        Assert.Equal(happened.Select(e => e.Created).Order(), happened.Select(e => e.Created));
        Assert.Equal(June(7), happened.Single(e => e.Type == "balance.available").Created);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(dispute["evidence_details"]!["due_by"]!.GetValue<long>()).UtcDateTime.AddSeconds(1), happened[^1].Created);
        Assert.Equal(("succeeded", "canceled"), ((await Client.V1.Refunds.GetAsync(refund.Id)).Status, (await Client.V1.PaymentIntents.GetAsync(authorised.Id)).Status));
        await EventuallyAsync(async () => (await Client.V1.Events.ListAsync(new() { DeliverySuccess = false })).Data.Count == 0, "every event delivered");
        var first = Sandbox.Receiver.All[0].Id;
        Assert.Equal(5, Sandbox.Receiver.All.Count(r => r.Id == first));
    }

    private int RefuseTheFirstFourTimes(int n)
    {
        var received = Sandbox.Receiver.All.Take(n).ToList();
        return received[^1].Id == received[0].Id && received.Count(r => r.Id == received[0].Id) <= 4 ? 500 : 200;
    }

    private async Task<List<Event>> EventsSinceAsync(string id)
    {
        var events = await Client.V1.Events.ListAsync(new() { Limit = 100, EndingBefore = id });
        Assert.False(events.HasMore);
        return [.. events.Data.AsEnumerable().Reverse()];
    }
}
