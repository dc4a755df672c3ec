using Shop.Accounts;
using Shop.Kernel.Auditing;
using Shop.Tests.TestData;

namespace Shop.Tests.Accounts;

/// <summary>What tests of staff accounts begin with.</summary>
internal static class Staff
{
    public static async Task<(Actor Administrator, GeneratedStaff[] Passwords)> AddFirstStaffAsync(this TestShop shop)
    {
        var made = await shop.SendAsync(new EnsureFirstStaff("larkmere.example"));
        var administrator = (await shop.SendAsync(new ListStaff())).Single(s => s.Role == StaffRole.Administrator);
        return (new Actor(administrator.StaffId, administrator.Name), [.. made]);
    }

    public static async Task<AddStaffResult.Added> AddAsync(this TestShop shop, Actor by, string email, StaffRole role, params string[] teams) =>
        Assert.IsType<AddStaffResult.Added>(await shop.SendAsync(new AddStaff(by, "Sam Jones", email, role, teams)));

    public static Actor Actor(this AddStaffResult.Added added) => new(added.StaffId, "Sam Jones");

    public static async Task<bool> CanSignInAsync(this TestShop shop, string email, string password) =>
        await shop.SendAsync(new SignIn(email, password)) is SignInOutcome.SignedIn;
}
