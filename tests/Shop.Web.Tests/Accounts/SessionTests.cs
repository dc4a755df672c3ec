using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Accounts;
using Shop.Web.Tests.Journeys;

namespace Shop.Web.Tests.Accounts;

public sealed class SessionTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task SignIn_RightPassword_SetsOneGuardedCookie()
    {
        var (_, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/staff/sign-in");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = shop.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/staff/sign-in", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(Visitor.FieldsOf(visitor.Page.QuerySelector<IHtmlFormElement>("main form")!)
                .Where(f => f.Key is not ("email" or "password")).Append(new("email", email)).Append(new("password", Staff.Password))),
        };
        request.Headers.Add("Cookie", CookiesOf(visitor));
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-staff=", StringComparison.Ordinal));
        foreach (var part in new[] { "path=/", "secure", "httponly", "samesite=lax" }) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        foreach (var part in new[] { "domain=", "expires=" }) Assert.DoesNotContain(part, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("/staff", "no-store"), (answer.Headers.Location?.ToString(), answer.Headers.CacheControl?.ToString().Contains("no-store", StringComparison.Ordinal) == true ? "no-store" : ""));
    }

    [Fact]
    public async Task SignIn_WithoutToken_IsRefused()
    {
        using var browser = shop.Browser();
        using var form = new FormUrlEncodedContent([new("email", "a@b.example"), new("password", "x")]);
        using var answer = await browser.PostAsync(new Uri("/staff/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongOrUnknown_SaysTheSameAndKeepsTheEmail()
    {
        var (_, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        var seen = new List<string>();
        foreach (var who in new[] { email, "nobody@larkmere.example" })
        {
            using var visitor = new Visitor(shop.Address);
            await visitor.SignInAsync(who, "wrong password");
            seen.Add(visitor.MainText);
            Assert.Equal(who, visitor.Page.QuerySelector<IHtmlInputElement>("#email")!.Value);
            Assert.Equal("", visitor.Page.QuerySelector<IHtmlInputElement>("#password")!.Value);
        }

        Assert.Equal(seen[0], seen[1]);
        Assert.Contains("Check your email address and password", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TenWrongPasswords_LocksAndSaysTheSame()
    {
        var (_, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var visitor = new Visitor(shop.Address);
        for (var i = 0; i < 10; i++) await visitor.SignInAsync(email, "wrong password");
        var wrong = visitor.MainText;
        await visitor.SignInAsync(email);
        Assert.Equal(wrong, visitor.MainText);
    }

    [Theory]
    [InlineData("/finance?from=2026-10-01", "/finance")]
    [InlineData("https://evil.example/", "/staff")]
    [InlineData("//evil.example/", "/staff")]
    [InlineData("/\\evil.example", "/staff")]
    public async Task SignIn_ReturnUrl_StaysInTheShop(string returnUrl, string expected)
    {
        var (_, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/staff/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await visitor.SubmitAsync("Sign in", ("email", email), ("password", Staff.Password));
        Assert.Equal((shop.Address.Authority, expected), (visitor.Address.Authority, visitor.Address.AbsolutePath));
    }

    [Fact]
    public async Task SignOut_CookieReplayed_OpensNothing()
    {
        using var visitor = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        var stolen = CookiesOf(visitor);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync("/finance", stolen));
        await visitor.GoAsync("/staff/sign-out");
        await visitor.SubmitAsync("Sign out");
        Assert.Contains("You have signed out", visitor.MainText, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, await OpenAsync("/finance", stolen));
    }

    [Fact]
    public async Task Leaver_StillSignedIn_IsCutOffAtTheNextClick()
    {
        var (id, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var visitor = new Visitor(shop.Address);
        await visitor.SignInAsync(email);
        await shop.SendAsync(new SetStaffActive(await shop.AdministratorAsync(), id, false, "left the council"));
        await visitor.GoAsync("/finance");
        Assert.Equal("/staff/sign-in", visitor.Address.AbsolutePath);
    }

    [Fact]
    public async Task ChangedRole_StillSignedIn_CountsAtTheNextClick()
    {
        var (id, email) = await shop.AddStaffAsync(StaffRole.FinanceOfficer);
        using var visitor = new Visitor(shop.Address);
        await visitor.SignInAsync(email);
        await shop.SendAsync(new ChangeStaff(await shop.AdministratorAsync(), id, StaffRole.ServiceOfficer, ["parks"], "moved"));
        await visitor.GoAsync("/finance");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        await visitor.GoAsync("/staff");
        Assert.Contains("Parks and allotments team", visitor.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstSignIn_GivenPassword_OpensOnlyThePasswordPage()
    {
        var email = $"new-{Guid.NewGuid():N}@larkmere.example";
        var added = (AddStaffResult.Added)await shop.SendAsync(new AddStaff(await shop.AdministratorAsync(), "Kim New", email, StaffRole.FinanceOfficer, []));
        using var visitor = new Visitor(shop.Address);
        await visitor.SignInAsync(email, added.Password);
        Assert.Equal("/staff/password", visitor.Address.AbsolutePath);
        await visitor.GoAsync("/finance");
        Assert.Equal("/staff/password", visitor.Address.AbsolutePath);

        await visitor.SubmitAsync("Change password", ("current", added.Password), ("new", "password1234"));
        Assert.Equal(["Choose a password that is harder to guess: three random words work well"], visitor.Errors);
        await visitor.SubmitAsync("Change password", ("current", added.Password), ("new", Staff.Password));
        Assert.Contains("You have changed your password", visitor.MainText, StringComparison.Ordinal);
        await visitor.GoAsync("/finance");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    private async Task<HttpStatusCode> OpenAsync(string path, string cookies)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = shop.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Cookie", cookies);
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }

    private string CookiesOf(Visitor visitor) => visitor.Cookies.GetCookieHeader(new UriBuilder(shop.Address) { Scheme = "https", Port = -1 }.Uri);
}

/// <summary>A shop of its own: its clock is moved.</summary>
public sealed class SessionAgeTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Session_IdleAndAge_EndIt()
    {
        using var visitor = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await AdvanceAsync(31);
        await visitor.GoAsync("/finance");
        Assert.Equal("/staff/sign-in", visitor.Address.AbsolutePath);

        using var busy = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        for (var minutes = 0; minutes < 10 * 60 - 20; minutes += 20)
        {
            await AdvanceAsync(20);
            await busy.GoAsync("/finance");
            Assert.Equal("/finance", busy.Address.AbsolutePath);
        }

        await AdvanceAsync(20);
        await busy.GoAsync("/finance");
        Assert.Equal("/staff/sign-in", busy.Address.AbsolutePath);
    }

    private Task AdvanceAsync(int minutes) => new Evidence("", shop.Sandbox).SwitchAsync("_sandbox/clock/advance", new { seconds = minutes * 60 });
}
