using Microsoft.Playwright;
using Shop.Accounts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Journeys;

/// <summary>The windows of all kinds of staff at the end of a month.</summary>
public sealed class StaffPages : MonthEnd
{
    private readonly Chromium _chromium = new();

    public IPage Nobody { get; private set; } = null!;

    /// <summary>Of the street works team.</summary>
    public IPage Officer { get; private set; } = null!;

    /// <summary>Of a team without orders.</summary>
    public IPage IdleOfficer { get; private set; } = null!;

    public IPage Finance { get; private set; } = null!;

    public IPage Senior { get; private set; } = null!;

    public IPage Auditor { get; private set; } = null!;

    public IPage Administrator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await _chromium.InitializeAsync();
        Nobody = await _chromium.OpenAsync(Shop.Address);
        Officer = await SignInAsync(StaffRole.ServiceOfficer, "street-works");
        IdleOfficer = await SignInAsync(StaffRole.ServiceOfficer, "parking");
        Finance = await SignInAsync(StaffRole.FinanceOfficer);
        Senior = await SignInAsync(StaffRole.SeniorAccountant);
        Auditor = await SignInAsync(StaffRole.Auditor);
        Administrator = await SignInAsync(StaffRole.Administrator);
    }

    public override async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Follows the first link with that text.</summary>
    public static async Task<IPage> FollowAsync(IPage page, string from, string text)
    {
        await page.GotoAsync(from);
        return await page.AtAsync((await page.Locator("main a", new() { HasText = text }).First.GetAttributeAsync("href"))!);
    }

    private async Task<IPage> SignInAsync(StaffRole role, params string[] teams)
    {
        var (_, email) = await Shop.AddStaffAsync(role, teams);
        var page = await _chromium.OpenAsync(Shop.Address);
        return await page.SendAsync("/staff/sign-in", "Sign in", new() { ["email"] = email, ["password"] = Staff.Password });
    }
}
