using System.Net;
using AngleSharp.Dom;
using Shop.Accounts;
using Shop.Orders.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>The rescue queue through its pages: the evidence is shown, an action needs a reason, a reader can only look.</summary>
public sealed class RescuePageTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Case_Settled_NeedsAReasonAndLeavesTheQueue()
    {
        var order = await StrayAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance?show=attention");
        Assert.Contains(order.Reference.ToString(), finance.MainText, StringComparison.Ordinal);
        await OpenAsync(finance, order);
        Assert.Equal("Money that does not fit", finance.Heading);
        Assert.Contains("took £97.00", finance.MainText, StringComparison.Ordinal);
        await finance.SubmitAsync("Take off the queue");
        Assert.Equal(["Enter the reason, in 500 characters or fewer"], finance.Errors);
        await finance.SubmitAsync("Take off the queue", ("reason", "second payment refunded, re_9"));
        Assert.Contains("The case is off the queue", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain(order.Reference.ToString(), finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/rescue?show=settled");
        Assert.Contains("second payment refunded, re_9", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_StripeAskedAgain_SaysThatTheFaultIsStillThere()
    {
        var order = await StrayAsync();
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await OpenAsync(finance, order);
        await finance.SubmitAsync("Ask Stripe again", ("reason", "looking"));
        Assert.Contains("Stripe was asked, and the fault is still there", finance.MainText, StringComparison.Ordinal);
        Assert.Contains("asked Stripe again: looking", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_CheckedNow_SaysWhatWasFound()
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/rescue");
        await finance.SubmitAsync("Check now");
        Assert.Contains("Checked the last 35 days", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_MayLookOnly()
    {
        var order = await StrayAsync();
        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        await OpenAsync(administrator, order);
        Assert.Equal(HttpStatusCode.OK, administrator.Status);
        Assert.Contains("A finance officer must look at it.", administrator.MainText, StringComparison.Ordinal);
        Assert.Null(administrator.Page.QuerySelector("main form"));
        await administrator.GoAsync($"/finance/rescue/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
    }

    private static async Task OpenAsync(Visitor visitor, OrderPaid order)
    {
        await visitor.GoAsync("/finance/rescue");
        var row = visitor.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(order.Reference.ToString(), StringComparison.Ordinal));
        await visitor.GoAsync(row.QuerySelector("th a")!.GetAttribute("href")!);
    }

    private async Task<OrderPaid> StrayAsync()
    {
        var order = Takings.Order(Noon);
        await shop.AnnounceAsync(order, new OrderNeedsAttention(order.OrderId, order.Reference, 9700, "paid twice", $"ch_{Guid.NewGuid():N}", Noon));
        return order;
    }
}
