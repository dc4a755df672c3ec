using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Tests.TestData;

namespace Shop.Tests.Accounts;

public abstract class StaffChangeTests(DatabaseProvider provider)
{
    [Fact]
    public async Task AddStaff_ServiceOfficer_MustChangePasswordBeforeAnyRight()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var added = await shop.AddAsync(by, "sam@larkmere.example", StaffRole.ServiceOfficer, "street-works", "traffic");
        var first = Assert.IsType<SignInOutcome.SignedIn>(await shop.SendAsync(new SignIn("sam@larkmere.example", added.Password)));
        Assert.True(first.MustChangePassword);
        Assert.False(first.Principal.Has(StaffRole.ServiceOfficer));
        Assert.Empty(first.Principal.Teams());

        var changed = Assert.IsType<ChangeOwnPasswordResult.Changed>(await shop.SendAsync(new ChangeOwnPassword(added.StaffId, added.Password, "copper lantern tuba")));
        Assert.True(changed.Principal.Has(StaffRole.ServiceOfficer));
        Assert.Equal(["street-works", "traffic"], changed.Principal.Teams().Order());
        Assert.False(await shop.CanSignInAsync("sam@larkmere.example", added.Password));
        Assert.True(await shop.CanSignInAsync("sam@larkmere.example", "copper lantern tuba"));
    }

    [Theory]
    [InlineData("", "sam@larkmere.example", StaffRole.FinanceOfficer, "name")]
    [InlineData("Sam\r\nBcc: x", "sam@larkmere.example", StaffRole.FinanceOfficer, "name")]
    [InlineData("Sam", "sam", StaffRole.FinanceOfficer, "email")]
    [InlineData("Sam", "sam@larkmere.example\r\nBcc: x@x.example", StaffRole.FinanceOfficer, "email")]
    [InlineData("Sam", "ADMIN@larkmere.example", StaffRole.FinanceOfficer, "email")]
    [InlineData("Sam", "sam@larkmere.example", null, "role")]
    [InlineData("Sam", "sam@larkmere.example", (StaffRole)99, "role")]
    [InlineData("Sam", "sam@larkmere.example", StaffRole.ServiceOfficer, "teams")]
    public async Task AddStaff_Mistake_IsNamedAndNobodyIsAdded(string name, string email, StaffRole? role, string field)
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var refused = Assert.IsType<AddStaffResult.Refused>(await shop.SendAsync(new AddStaff(by, name, email, role, [])));
        Assert.Equal([field], refused.Errors.Keys);
        Assert.Equal(2, (await shop.SendAsync(new ListStaff())).Count);
    }

    [Fact]
    public async Task AddStaff_ByFinanceOfficer_Throws()
    {
        await using var shop = await TestShop.StartAsync(provider);
        await shop.AddFirstStaffAsync();
        var finance = (await shop.SendAsync(new ListStaff())).Single(s => s.Role == StaffRole.FinanceOfficer);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            shop.SendAsync(new AddStaff(new Actor(finance.StaffId, "x"), "Sam", "sam@larkmere.example", StaffRole.Administrator, [])));
    }

    [Fact]
    public async Task ChangeStaff_NewRoleAndTeams_CountsAndIsAudited()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var added = await shop.AddAsync(by, "sam@larkmere.example", StaffRole.ServiceOfficer, "traffic");
        Assert.IsType<StaffChange.Done>(await shop.SendAsync(new ChangeStaff(by, added.StaffId, StaffRole.ServiceOfficer, ["parks", "street-works"], "moved")));
        Assert.Equal(["parks", "street-works"], (await shop.SendAsync(new GetStaff(added.StaffId)))!.Teams);

        var entry = (await shop.SendAsync(new ListAudit(null))).Rows[0];
        Assert.Equal(("Administrator", "changed rights", "Service officer: traffic", "Service officer: parks, street-works", "moved"), (entry.Who, entry.What, entry.Before, entry.After, entry.Reason));
    }

    [Fact]
    public async Task ChangeStaff_Self_IsRefused()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        Assert.IsType<StaffChange.Refused>(await shop.SendAsync(new ChangeStaff(by, by.StaffId, StaffRole.FinanceOfficer, [], "why not")));
        Assert.IsType<StaffChange.Refused>(await shop.SendAsync(new SetStaffActive(by, by.StaffId, false, "why not")));
        Assert.Null(await shop.SendAsync(new GivePassword(by, by.StaffId)));
    }

    [Fact]
    public async Task ChangeStaff_TwoAdministratorsRemoveEachOther_OneRemains()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var other = (await shop.AddAsync(by, "second@larkmere.example", StaffRole.Administrator)).Actor();
        var tries = new[] { new SetStaffActive(by, other.StaffId, false, "race"), new SetStaffActive(other, by.StaffId, false, "race") };
        await Task.WhenAll(tries.Select(t => Task.Run(async () =>
        {
            try { await shop.SendAsync(t); }
            catch (UnauthorizedAccessException e) { Assert.Contains("not an administrator", e.Message, StringComparison.Ordinal); }
        })));
        Assert.Single(await shop.SendAsync(new ListStaff()), s => s is { IsActive: true, Role: StaffRole.Administrator });
    }

    [Fact]
    public async Task SetStaffActive_Stopped_CannotSignInAndHasNoPrincipal()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var added = await shop.AddAsync(by, "sam@larkmere.example", StaffRole.FinanceOfficer);
        await shop.SendAsync(new SetStaffActive(by, added.StaffId, false, "left the council"));
        Assert.False(await shop.CanSignInAsync("sam@larkmere.example", added.Password));
        Assert.Null(await shop.SendAsync(new GetPrincipal(added.StaffId)));

        await shop.SendAsync(new SetStaffActive(by, added.StaffId, true, "came back"));
        Assert.True(await shop.CanSignInAsync("sam@larkmere.example", added.Password));
    }

    [Fact]
    public async Task GivePassword_LockedOfficer_ReplacesAndUnlocks()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, passwords) = await shop.AddFirstStaffAsync();
        var finance = passwords.Single(p => p.Role == StaffRole.FinanceOfficer);
        for (var i = 0; i < 10; i++) await shop.CanSignInAsync(finance.Email, "wrong password");
        var id = (await shop.SendAsync(new ListStaff())).Single(s => s.Email == finance.Email).StaffId;
        var password = await shop.SendAsync(new GivePassword(by, id));
        Assert.False(await shop.CanSignInAsync(finance.Email, finance.Password));
        Assert.True(await shop.CanSignInAsync(finance.Email, password!));
        Assert.True((await shop.SendAsync(new GetStaff(id)))!.MustChangePassword);
    }

    [Theory]
    [InlineData("short", "current-ok")]
    [InlineData("password123456", "easy")]
    [InlineData("Larkmere2026!!", "employer")]
    [InlineData("finance-finance-99", "own e-mail")]
    [InlineData("111111111111", "repeat")]
    [InlineData("qwertyuiop12", "keyboard")]
    public async Task ChangeOwnPassword_EasyToGuess_IsRefused(string password, string why)
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (_, passwords) = await shop.AddFirstStaffAsync();
        var finance = passwords.Single(p => p.Role == StaffRole.FinanceOfficer);
        var id = (await shop.SendAsync(new ListStaff())).Single(s => s.Email == finance.Email).StaffId;
        var refused = Assert.IsType<ChangeOwnPasswordResult.Refused>(await shop.SendAsync(new ChangeOwnPassword(id, finance.Password, password)));
        Assert.True(refused.Errors.ContainsKey("new"), why);
        Assert.True(await shop.CanSignInAsync(finance.Email, finance.Password));
    }

    [Fact]
    public async Task Audit_ChangedOrDeletedBySql_IsRefusedByTheDatabase()
    {
        await using var shop = await TestShop.StartAsync(provider);
        await shop.AddFirstStaffAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE accounts_audit SET \"Who\" = 'somebody else'")));
        await Assert.ThrowsAnyAsync<Exception>(() => shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM accounts_audit")));
        Assert.Equal(2, (await shop.SendAsync(new ListAudit(null))).Rows.Count);
    }

    [Fact]
    public async Task ListAudit_ManyEntries_PagesWithoutGapOrRepeat()
    {
        await using var shop = await TestShop.StartAsync(provider);
        var (by, _) = await shop.AddFirstStaffAsync();
        var added = await shop.AddAsync(by, "sam@larkmere.example", StaffRole.FinanceOfficer);
        for (var i = 0; i < 60; i++) await shop.SendAsync(new SetStaffActive(by, added.StaffId, i % 2 == 1, $"reason {i}"));
        var first = await shop.SendAsync(new ListAudit(null));
        var second = await shop.SendAsync(new ListAudit(first.Next));
        Assert.Equal((50, 13), (first.Rows.Count, second.Rows.Count));
        Assert.Null(second.Next);
        Assert.Equal(63, first.Rows.Concat(second.Rows).DistinctBy(r => r.Id).Count());
    }
}

public sealed class SqliteStaffChangeTests() : StaffChangeTests(DatabaseProvider.Sqlite);

public sealed class PostgresStaffChangeTests() : StaffChangeTests(DatabaseProvider.Postgres);
