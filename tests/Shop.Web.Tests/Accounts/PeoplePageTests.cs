using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Accounts;

namespace Shop.Web.Tests.Accounts;

public sealed class PeoplePageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Administrator_AddsAnOfficer_WhoSignsInWithThePasswordShownOnce()
    {
        using var admin = await shop.SignedInAsync(StaffRole.Administrator);
        await admin.GoAsync("/staff/people");
        await admin.ClickAsync("Add a person");
        await admin.SubmitAsync("Add person", ("name", "Robin Hill"), ("email", "robin@larkmere.example"), ("role", "ServiceOfficer"), ("teams", "street-works"));
        Assert.Contains("A new password for Robin Hill", admin.Heading, StringComparison.Ordinal);
        var password = admin.Page.QuerySelector(".app-password")!.TextContent;

        using var robin = new Visitor(shop.Address);
        await robin.SignInAsync("robin@larkmere.example", password);
        await robin.SubmitAsync("Change password", ("current", password), ("new", Staff.Password));
        Assert.Contains("You work on the orders of: Street works team.", robin.MainText, StringComparison.Ordinal);

        await admin.GoAsync("/staff/people");
        Assert.DoesNotContain(password, admin.MainText, StringComparison.Ordinal);
        Assert.Contains("Robin Hillrobin@larkmere.example Service officer Street works team", admin.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_Mistakes_AreNamedAndInputIsKept()
    {
        using var admin = await shop.SignedInAsync(StaffRole.Administrator);
        await admin.GoAsync("/staff/people/add");
        await admin.SubmitAsync("Add person", ("name", "Robin"), ("email", "no email"), ("role", "ServiceOfficer"));
        Assert.Equal(["Enter an email address in the correct format, like name@example.com", "Select at least one team for a service officer"], admin.Errors);
        Assert.Equal("no email", admin.Page.QuerySelector<IHtmlInputElement>("#email")!.Value);
        Assert.True(admin.Page.QuerySelector<IHtmlInputElement>("input[value=ServiceOfficer]")!.IsChecked);
    }

    [Fact]
    public async Task Access_StoppedAndGivenBack_IsInTheAuditLog()
    {
        var (id, _) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var admin = await shop.SignedInAsync(StaffRole.Administrator);
        await admin.GoAsync($"/staff/people/{id}");
        await admin.ClickAsync("Stop access");
        await admin.SubmitAsync("Stop access");
        Assert.Equal(["Enter a reason"], admin.Errors);
        await admin.SubmitAsync("Stop access", ("reason", "left on Friday"));
        Assert.Contains("is signed out and cannot sign in", admin.MainText, StringComparison.Ordinal);
        await admin.ClickAsync("Let back in");
        await admin.SubmitAsync("Let back in", ("reason", "came back"));
        await admin.GoAsync("/staff/people/audit");
        Assert.Contains("stopped access", admin.MainText, StringComparison.Ordinal);
        Assert.Contains("left on Friday", admin.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_OwnAccount_CannotChangeIt()
    {
        var (id, email) = await shop.AddStaffAsync(StaffRole.Administrator);
        using var admin = new Visitor(shop.Address);
        await admin.SignInAsync(email);
        await admin.GoAsync($"/staff/people/{id}");
        Assert.Contains("This is you.", admin.MainText, StringComparison.Ordinal);
        await admin.GoAsync($"/staff/people/{id}/access");
        await admin.SubmitAsync("Stop access", ("reason", "a slip"));
        Assert.Equal(["You cannot change your own access; ask another administrator"], admin.Errors);
        await admin.GoAsync($"/staff/people/{id}/password");
        await admin.SubmitAsync("Give a new password");
        Assert.Equal(HttpStatusCode.Forbidden, admin.Status);
    }

    [Fact]
    public async Task Person_Unknown_IsNotFound()
    {
        using var admin = await shop.SignedInAsync(StaffRole.Administrator);
        foreach (var page in new[] { "", "/rights", "/access", "/password" })
        {
            await admin.GoAsync($"/staff/people/{Guid.NewGuid()}{page}");
            Assert.Equal(HttpStatusCode.NotFound, admin.Status);
        }
    }
}
