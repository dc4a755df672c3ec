using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Accounts;

public abstract class SignInTests(DatabaseProvider provider)
{
    [Fact]
    public async Task SignIn_RightPassword_GivesRoleAndNoMore()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (_, passwords) = await shop.AddFirstStaffAsync();
        var finance = passwords.Single(p => p.Role == StaffRole.FinanceOfficer);
        var result = Assert.IsType<SignInOutcome.SignedIn>(await shop.SendAsync(new SignIn(" FINANCE@larkmere.example ".Trim(), finance.Password)));
        Assert.True(result.Principal.Has(StaffRole.FinanceOfficer));
        Assert.False(result.Principal.Has(StaffRole.Administrator));
        Assert.False(result.MustChangePassword);
    }

    [Fact]
    public async Task SignIn_WrongPasswordOrUnknownAccount_IsRefusedAlike()
    {
        await using var shop = await TestShop.StartAsync(provider);
        await shop.AddFirstStaffAsync();
        Assert.IsType<SignInOutcome.Refused>(await shop.SendAsync(new SignIn("admin@larkmere.example", "not the password")));
        Assert.IsType<SignInOutcome.Refused>(await shop.SendAsync(new SignIn("nobody@larkmere.example", "not the password")));
        Assert.IsType<SignInOutcome.Refused>(await shop.SendAsync(new SignIn("", "")));
        Assert.IsType<SignInOutcome.Refused>(await shop.SendAsync(new SignIn("admin@larkmere.example", new string('x', 100_000))));
    }

    [Fact]
    public async Task SignIn_TenWrongPasswords_LocksForFifteenMinutes()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (_, passwords) = await shop.AddFirstStaffAsync();
        var admin = passwords.Single(p => p.Role == StaffRole.Administrator);
        for (var i = 0; i < 9; i++) Assert.False(await shop.CanSignInAsync(admin.Email, "wrong password"));
        Assert.True(await shop.CanSignInAsync(admin.Email, admin.Password));

        for (var i = 0; i < 10; i++) Assert.False(await shop.CanSignInAsync(admin.Email, "wrong password"));
        Assert.False(await shop.CanSignInAsync(admin.Email, admin.Password));
        shop.Clock.Advance(TimeSpan.FromMinutes(14.9));
        Assert.False(await shop.CanSignInAsync(admin.Email, admin.Password));
        shop.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.True(await shop.CanSignInAsync(admin.Email, admin.Password));
    }

    [Fact]
    public async Task SignIn_WrongPasswordsAtOnce_AreAllCounted()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (_, passwords) = await shop.AddFirstStaffAsync();
        var admin = passwords.Single(p => p.Role == StaffRole.Administrator);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.CanSignInAsync(admin.Email, "wrong password")));
        Assert.Equal(4, await shop.ReadAsync(db => db.Set<StaffUser>().Where(u => u.Email == admin.Email).Select(u => u.AccessFailedCount).SingleAsync()));
    }

    [Fact]
    public async Task EndSessions_OldPrincipal_HasAnotherStamp()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (administrator, _) = await shop.AddFirstStaffAsync();
        var before = await shop.SendAsync(new GetPrincipal(administrator.StaffId));
        await shop.SendAsync(new EndSessions(administrator.StaffId));
        var after = await shop.SendAsync(new GetPrincipal(administrator.StaffId));
        Assert.NotEqual(before!.FindFirst("stamp")!.Value, after!.FindFirst("stamp")!.Value);
    }

    [Fact]
    public async Task EnsureFirstStaff_Again_MakesNobody()
    {
        await using var shop = await TestShop.StartAsync(provider);
        await shop.AddFirstStaffAsync();
        Assert.Empty(await shop.SendAsync(new EnsureFirstStaff("larkmere.example")));
        Assert.Equal(2, (await shop.SendAsync(new ListStaff())).Count);
    }
}

public sealed class SqliteSignInTests() : SignInTests(DatabaseProvider.Sqlite);

public sealed class PostgresSignInTests() : SignInTests(DatabaseProvider.Postgres);
