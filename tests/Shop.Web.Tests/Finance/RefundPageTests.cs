using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Accounts;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Finance;

/// <summary>From the payment to the card and back to the order's page, over HTTP and against the sandbox.</summary>
public sealed class RefundPageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task GiveBack_AnAmountThenTheRest_ShowsNetAndVatAndTellsTheResident()
    {
        using var shopper = new Shopper(shop.Address);
        var reference = await BuyAsync(shopper);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/payments/{reference}");
        await finance.ClickAsync("Give money back");
        var gross = (await PlanAsync(reference)).GrossPence;
        await finance.SubmitAsync("Show what this takes back");
        Assert.Equal(["Choose what goes back"], finance.Errors);
        await finance.SubmitAsync("Show what this takes back", ("what", "amount"), ("amount", "abc"));
        Assert.Equal(["Enter an amount, like 12.50"], finance.Errors);
        await finance.SubmitAsync("Show what this takes back", ("what", "amount"), ("amount", "999999.00"));
        Assert.StartsWith("Enter an amount between 1p and £", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Show what this takes back", ("what", "amount"), ("amount", "12.00"));
        Assert.Contains("This gives back £12.00", finance.MainText, StringComparison.Ordinal);
        var parts = (await shop.SendAsync(new GetRefundPlan(reference, null, 12_00, null)))!.Parts;
        Assert.Equal(
            ["Total", new Kernel.Money(parts.Sum(p => p.NetPence)).ToString(), new Kernel.Money(parts.Sum(p => p.VatPence)).ToString(), "£12.00"],
            finance.Page.QuerySelector("tfoot tr")!.Children.Select(c => c.TextContent.Trim()));
        await finance.SubmitAsync("Give back £12.00");
        Assert.Equal(["Enter why the money goes back, in 500 characters or fewer"], finance.Errors);
        var form = finance.Page.QuerySelectorAll<IHtmlFormElement>("main form").Single(f => string.Equals(f.Method, "post", StringComparison.OrdinalIgnoreCase));
        var (again, action) = (Visitor.FieldsOf(form), form.GetAttribute("action")!);
        await finance.SubmitAsync("Give back £12.00", ("reason", "One sack was torn"));
        Assert.Contains("The money is on its way to the card", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("Sent to the card", finance.MainText, StringComparison.Ordinal);

        // The same form once more: the browser's Back, or a double click.
        again = [.. again.Where(f => f.Key != "reason"), new("reason", "One sack was torn")];
        await finance.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, action)) { Content = new FormUrlEncodedContent(again) });
        Assert.Equal(12_00, Assert.Single(await shop.SendAsync(new GetChargeMoney(reference))).RefundedPence);

        await finance.GoAsync($"/finance/payments/{reference}/refund?what=order");
        await finance.SubmitAsync($"Give back {new Kernel.Money(gross - 12_00)}", ("reason", "All of it was torn"));
        Assert.Contains("Sent to the card", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/payments/{reference}");
        Assert.Contains("Refunded", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("A refund of £12.00 was sent to the card.", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/payments/{reference}/refund");
        Assert.Contains("All of it has gone back", finance.MainText, StringComparison.Ordinal);

        await shopper.Visitor.GoAsync(shopper.Visitor.Address.PathAndQuery);
        Assert.Contains("We sent £12.00 back to the card you paid with", shopper.Visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(TakingState.Refunded, (await shop.SendAsync(new GetFinancePayment(reference)))!.Payment.State);
    }

    [Fact]
    public async Task GiveBack_SomebodyElseWasFaster_AsksToLookAgain()
    {
        using var shopper = new Shopper(shop.Address);
        var reference = await BuyAsync(shopper);
        using var ann = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        using var bob = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await ann.GoAsync($"/finance/payments/{reference}/refund?what=amount&amount=5.00");
        await bob.GoAsync($"/finance/payments/{reference}/refund?what=amount&amount=5.00");
        await ann.SubmitAsync("Give back £5.00", ("reason", "a torn sack"));
        await bob.SubmitAsync("Give back £5.00", ("reason", "a torn sack"));
        Assert.Equal(["Somebody gave money back on this payment meanwhile: check the amounts and confirm again"], bob.Errors);
        Assert.Equal(5_00, Assert.Single(await shop.SendAsync(new GetChargeMoney(reference))).RefundedPence);
    }

    [Fact]
    public async Task Act_DashboardRefundAndFailedOne_AreSettledWithReasons()
    {
        var order = Takings.Order(new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc), lines: [Takings.SkipPermit, Takings.LandSearch]);
        var (adopted, failed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await shop.AnnounceAsync(order);
        await shop.AnnounceAsync(Changed(order, adopted, "re_adopted", 5_000, RefundState.Succeeded));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/refunds");
        Assert.Contains("re_adopted", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/refunds/{adopted}");
        await finance.ClickAsync("Say what it was taken from");
        await finance.SubmitAsync("Allocate", ("reason", "Stripe’s note says so"));
        Assert.Equal(["Choose what it was taken from"], finance.Errors);
        await finance.SubmitAsync("Allocate", ("from", order.Lines[1].LineId.ToString()), ("reason", "Stripe’s note says so"));
        Assert.Contains("The refund is allocated", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("CON29 enquiries", finance.MainText, StringComparison.Ordinal);

        await shop.AnnounceAsync(Changed(order, failed, "re_failed", 14_982, RefundState.Succeeded));
        await shop.AnnounceAsync(Changed(order, failed, "re_failed", 14_982, RefundState.Failed));
        await finance.GoAsync($"/finance/refunds/{failed}");
        Assert.Contains("the card has expired or was cancelled", finance.MainText, StringComparison.Ordinal);
        await finance.ClickAsync("Say how it goes back");
        await finance.SubmitAsync("Save");
        Assert.Equal(["Choose how the money goes back"], finance.Errors);
        await finance.SubmitAsync("Save", ("how", "otherwise"));
        Assert.StartsWith("Enter how it was paid", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Save", ("how", Guid.NewGuid().ToString()), ("reason", "The next one"));
        Assert.Equal(["That refund cannot have taken its place: choose again"], finance.Errors);
        await finance.SubmitAsync("Save", ("how", "otherwise"), ("reason", "BACS 000123"));
        Assert.StartsWith("This money has gone back another way since: do not pay it again", Assert.Single(finance.Errors), StringComparison.Ordinal);
        await finance.SubmitAsync("Save", ("how", "again"), ("reason", "the card works again"));
        Assert.StartsWith("This money has gone back another way since, so it cannot be sent again", Assert.Single(finance.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Act_RefundThatFailedAtStripe_GoesToTheCardAgainOnce()
    {
        using var shopper = new Shopper(shop.Address);
        await shopper.GoToPayTradeSacksAsync();
        await shopper.PayByCardAsync("4000000000005126");
        var reference = (await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Rows[0].Reference;
        using (var ann = await shop.SignedInAsync(StaffRole.FinanceOfficer))
        {
            await ann.GoAsync($"/finance/payments/{reference}/refund?what=amount&amount=5.00");
            await ann.SubmitAsync("Give back £5.00", ("reason", "a torn sack"));
        }

        // A day later the card's bank sends it back.
        await new Evidence("", shop.Sandbox).SwitchAsync("_sandbox/clock/advance", new { seconds = 25 * 3600 });
        var failed = await FailedAsync(reference, null);
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync($"/finance/refunds/{failed}");
        await finance.ClickAsync("Say how it goes back");
        await finance.SubmitAsync("Save", ("how", "again"));
        Assert.StartsWith("Enter why it is sent again", Assert.Single(finance.Errors), StringComparison.Ordinal);
        var form = finance.Page.QuerySelectorAll<IHtmlFormElement>("main form").Single();
        List<KeyValuePair<string, string>> twice = [.. Visitor.FieldsOf(form).Where(f => f.Key is not ("how" or "reason")), new("how", "again"), new("reason", "the card works again")];
        var action = form.GetAttribute("action")!;
        foreach (var _ in new[] { 1, 2 })
            await finance.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, action)) { Content = new FormUrlEncodedContent(twice) });
        Assert.Equal([failed], (await shop.SendAsync(new ListRefundsOf(reference))).Select(r => r.Id).Take(1));
        var again = Assert.Single(await shop.SendAsync(new ListRefundsOf(reference)), r => r.Id != failed);
        Assert.Equal((500L, "the card works again"), (again.AmountPence, again.Reason));
        // Another window, opened before: nothing is done, and no green banner says it was.
        List<KeyValuePair<string, string>> late = [.. twice.Where(f => f.Key != "next"), new("next", Guid.NewGuid().ToString())];
        await finance.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, action)) { Content = new FormUrlEncodedContent(late) });
        Assert.StartsWith("Important", finance.Page.QuerySelector(".govuk-notification-banner")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Somebody else has dealt with it already", finance.MainText, StringComparison.Ordinal);
        Assert.Equal(2, (await shop.SendAsync(new ListRefundsOf(reference))).Count);
        await finance.GoAsync($"/finance/refunds/{failed}");
        Assert.Contains("Failed, replaced by another", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("Say how it goes back", finance.MainText, StringComparison.Ordinal);
        await finance.ClickAsync("See it");
        Assert.Contains(again.StripeRefundId!, finance.MainText, StringComparison.Ordinal);

        // It fails once more, and is paid by bank transfer: the resident reads that once, and gets it by e-mail.
        await new Evidence("", shop.Sandbox).SwitchAsync("_sandbox/clock/advance", new { seconds = 25 * 3600 });
        await FailedAsync(reference, again.Id);
        using var bob = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await bob.GoAsync($"/finance/refunds/{again.Id}/act");
        await bob.SubmitAsync("Save", ("how", "otherwise"), ("reason", "BACS 000123"));
        Assert.Contains("recorded as paid by other means", bob.MainText, StringComparison.Ordinal);
        await bob.GoAsync($"/finance/payments/{reference}");
        Assert.Contains("Paid back outside Stripe-£5.00", bob.MainText, StringComparison.Ordinal);
        await shopper.Visitor.GoAsync(shopper.Visitor.Address.PathAndQuery);
        Assert.Contains("so we paid it to you another way on", Assert.Single(shopper.Visitor.Page.QuerySelectorAll(".govuk-inset-text")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disputes_OpenOne_ShowsItsDeadline()
    {
        var order = Takings.Order(new DateTime(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc));
        await shop.AnnounceAsync(order, new DisputeChanged(
            "dp_1", order.PaymentId!.Value, order.Reference.Value, order.ChargeId!, 9_700, "product_not_received", DisputeState.NeedsResponse, false, new DateTime(2026, 10, 19, 23, 59, 59, DateTimeKind.Utc), order.PaidAt));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/disputes");
        Assert.Contains("product not received", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("20 Oct 2026, 12:59am", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("Needs an answer", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync($"/finance/refunds/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, finance.Status);
    }

    private static RefundChanged Changed(Shop.Orders.Contracts.OrderPaid order, Guid id, string stripeId, long pence, RefundState state) => new(
        id, order.PaymentId!.Value, order.Reference.Value, order.ChargeId!, stripeId, pence, RefundOrigin.Dashboard, state, "txn_1",
        state == RefundState.Failed ? "txn_2" : null, state == RefundState.Failed ? "expired_or_canceled_card" : null, order.PaidAt);

    /// <summary>Waits until the shop has heard that the refund of this order failed.</summary>
    private async Task<Guid> FailedAsync(string reference, Guid? refund)
    {
        RefundView? failed = null;
        await Evidence.EventuallyAsync(
            async () => (failed = await shop.SendAsync(new GetRefund(refund ?? (await shop.SendAsync(new ListRefundsOf(reference)))[0].Id)))!.FailureBalanceTransactionId is not null,
            () => $"{failed?.Refund.State}");
        return failed!.Refund.Id;
    }

    private async Task<RefundPlan> PlanAsync(string reference) => (await shop.SendAsync(new GetRefundPlan(reference, null, null, null)))!;

    private async Task<string> BuyAsync(Shopper shopper)
    {
        await shopper.GoToPayTradeSacksAsync();
        await shopper.PayByCardAsync();
        return (await shop.SendAsync(new ListPayments(PaymentFilter.All, null))).Rows[0].Reference;
    }
}
