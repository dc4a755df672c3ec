using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Shop.Accounts;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Orders;

/// <summary>The team's pages: who sees what, and the two decisions, through real forms.</summary>
public sealed class StaffOrderPageTests(OrdersWebShop shop) : IClassFixture<OrdersWebShop>, IDisposable
{
    private const string StreetWorks = "street-works";
    private readonly Visitor _visitor = new(shop.Address);

    [Fact]
    public async Task Orders_OfTheTeam_AreShownAsTextOnly()
    {
        var mine = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        var theirs = await shop.PaidOrderAsync(await shop.CertificatesAsync());
        As(StaffRole.ServiceOfficer, StreetWorks);
        await _visitor.GoAsync("/staff/orders?q=" + mine.Reference);
        Assert.Contains(mine.Reference.ToString(), _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains($"Ada {OrdersWebShop.Hostile}", _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("working days left", _visitor.MainText, StringComparison.Ordinal);
        await _visitor.ClickAsync(mine.Reference.ToString());
        Assert.Contains(OrdersWebShop.Hostile, _visitor.MainText, StringComparison.Ordinal);
        Assert.Empty(_visitor.Page.QuerySelectorAll("main svg"));

        await _visitor.GoAsync("/staff/orders?q=" + theirs.Reference);
        Assert.Contains("No orders match", _visitor.MainText, StringComparison.Ordinal);
        await _visitor.GoAsync($"/staff/orders/{theirs.Reference}");
        Assert.Equal(HttpStatusCode.NotFound, _visitor.Status);
        As(StaffRole.Administrator);
        await _visitor.GoAsync($"/staff/orders/{theirs.Reference}");
        Assert.Equal(HttpStatusCode.OK, _visitor.Status);
    }

    [Fact]
    public async Task Orders_WithoutTheRole_AreClosed()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        foreach (var path in new[] { "/staff/orders", $"/staff/orders/{order.Reference}", $"/staff/attachments/{Guid.NewGuid()}", $"/staff/orders/{order.Reference}/refuse/{Guid.NewGuid()}", $"/staff/orders/{order.Reference}/pay-link" })
        {
            using var browser = shop.Browser();
            shop.Staff = null;
            using var anonymous = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Found, anonymous.StatusCode);
            As(StaffRole.FinanceOfficer);
            using var finance = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.OK, finance.StatusCode);
        }
    }

    [Fact]
    public async Task Fulfil_OwnLine_IsDoneOnceAndTheResidentSeesIt()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        As(StaffRole.ServiceOfficer, StreetWorks);
        await _visitor.GoAsync($"/staff/orders/{order.Reference}");
        await _visitor.SubmitAsync("Mark as done");
        Assert.Contains("Marked as done.", _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("by Sam Officer", _visitor.MainText, StringComparison.Ordinal);
        Assert.Null(_visitor.Page.QuerySelector("main form"));
        await _visitor.GoAsync($"/orders/{order.LinkToken}");
        Assert.Equal("Your order is complete", _visitor.Heading);
    }

    [Fact]
    public async Task Refuse_WithReason_ShowsTheMoneyAsksOnceMoreAndTellsTheResident()
    {
        var order = await shop.PaidOrderAsync(await shop.SkipPermitAsync());
        As(StaffRole.ServiceOfficer, StreetWorks);
        await _visitor.GoAsync($"/staff/orders/{order.Reference}");
        await _visitor.ClickAsync("Refuse");
        await _visitor.SubmitAsync("Continue");
        Assert.Equal(["Enter the reason, as the resident will read it"], _visitor.Errors);
        await _visitor.SubmitAsync("Continue", ("reason", $"Too narrow {OrdersWebShop.Hostile}"), ("charge-permit-2-weeks", "keep"));
        Assert.Contains("Given back in all£0.00", _visitor.MainText, StringComparison.Ordinal);
        await _visitor.SubmitAsync("Change");
        await _visitor.SubmitAsync("Continue", ("charge-permit-2-weeks", "give-back"));
        Assert.Contains("Given back in all£71.00", _visitor.MainText, StringComparison.Ordinal);
        await _visitor.SubmitAsync("Refuse and tell the resident");
        Assert.Contains("Refused. The resident has been told", _visitor.MainText, StringComparison.Ordinal);

        await _visitor.GoAsync($"/orders/{order.LinkToken}");
        Assert.Equal("Your application was refused", _visitor.Heading);
        Assert.Contains($"Too narrow {OrdersWebShop.Hostile}", _visitor.MainText, StringComparison.Ordinal);
        Assert.Contains("We give £71.00 back to the card you paid with. £50.00 is kept.", _visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachment_OfTheTeam_IsADownloadThatCannotRun()
    {
        var draft = Guid.NewGuid();
        var slot = new Shop.Kernel.Lines.UploadSlot("site-plan", "Site plan", true, 2);
        await using var content = new MemoryStream(Shopper.Pdf("plan"));
        var added = Assert.IsType<AddAttachmentResult.Added>(await shop.SendAsync(new AddAttachment(draft, slot, "Pläne \"1\"\r\n.pdf", content, "test")));
        var payer = new Payer("Ada", null, "ada@example.com", null, [], null);
        var created = Assert.IsType<CreateOrderResult.Created>(await shop.SendAsync(
            new CreateOrder(Guid.NewGuid().ToString(), payer, [new NewOrderLine(draft, await shop.SkipPermitAsync() with { Uploads = [slot] })], "2026-01")));
        await shop.PayAsync(created, "ch_attachment");

        As(StaffRole.ServiceOfficer, "registrars");
        await _visitor.GoAsync($"/staff/attachments/{added.Attachment.AttachmentId}");
        Assert.Equal(HttpStatusCode.NotFound, _visitor.Status);
        As(StaffRole.ServiceOfficer, StreetWorks);
        await _visitor.GoAsync($"/staff/attachments/{added.Attachment.AttachmentId}");
        Assert.Equal(HttpStatusCode.OK, _visitor.Status);
        Assert.StartsWith("attachment; ", _visitor.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''Pl%C3%A4ne%201.pdf", _visitor.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", _visitor.Headers["X-Content-Type-Options"]);
        Assert.Equal("default-src 'none'; sandbox", _visitor.Headers["Content-Security-Policy"]);
        Assert.Equal("application/pdf", _visitor.Headers["Content-Type"]);
    }

    public void Dispose() => _visitor.Dispose();

    private void As(StaffRole role, params string[] teams) => shop.Staff = OrdersWebShop.Officer(role, teams);
}

/// <summary>Every request comes from the member of staff the test names; signing in has tests of its own.</summary>
internal sealed class SignedInAs(Func<ClaimsPrincipal?> who) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext http, RequestDelegate rest) =>
        {
            if (who() is { } user) http.User = user;
            return rest(http);
        });
        next(app);
    };
}
