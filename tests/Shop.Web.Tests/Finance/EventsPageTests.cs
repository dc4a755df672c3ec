using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>What Stripe told the shop, as finance sees it.</summary>
public sealed class EventsPageTests(WebShop shop) : IClassFixture<WebShop>
{
    [Fact]
    public async Task Failed_TriedAgainWithAReason_LeavesTheListAndIsAudited()
    {
        await FailAsync("evt_failed_once", "charge.refunded");
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/events");
        Assert.Contains("evt_failed_once", finance.MainText, StringComparison.Ordinal);

        await finance.GoAsync("/finance/events/evt_failed_once/retry");
        await finance.SubmitAsync("Try again", ("reason", " "));
        Assert.Equal("Enter what has changed, in 500 characters or fewer", Assert.Single(finance.Errors));
        await finance.SubmitAsync("Try again", ("reason", "Stripe was down on Monday"));
        Assert.Contains("The message will be worked again within seconds", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("evt_failed_once", finance.MainText, StringComparison.Ordinal);
        using var administrator = await shop.SignedInAsync(StaffRole.Administrator);
        await administrator.GoAsync("/staff/people/audit");
        Assert.Contains("Stripe was down on Monday", administrator.MainText, StringComparison.Ordinal);

        await finance.GoAsync("/finance/events/evt_failed_once/retry");
        await finance.SubmitAsync("Try again", ("reason", "once more"));
        Assert.Contains("This message has not failed", finance.MainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gap_IsShownUntilAnOfficerSaysWhatWasFound()
    {
        await shop.ReadAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM payments_event_cursor"));
        await shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO payments_event_cursor (Id, ReadUntil, GapFrom, GapUntil, Version) VALUES (1, {DateTime.UtcNow}, {new DateTime(2026, 9, 1)}, {new DateTime(2026, 9, 3)}, 1)"));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/events");
        await finance.ClickAsync("say what was found");
        await finance.SubmitAsync("These days were looked at", ("reason", ""));
        Assert.Equal("Enter what was found, in 500 characters or fewer", Assert.Single(finance.Errors));
        await finance.SubmitAsync("These days were looked at", ("reason", "Agrees to the penny"));
        Assert.DoesNotContain("never heard of", finance.MainText, StringComparison.Ordinal);
        await finance.GoAsync("/finance/events/gap");
        Assert.Equal("/finance/events", finance.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("?state=nonsense&page=-1")]
    [InlineData("?state=7&page=99999999999")]
    [InlineData("?state=done&page=12")]
    public async Task Events_AddressThatCannotBe_ShowsAPage(string query)
    {
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/events" + query);
        Assert.Equal(HttpStatusCode.OK, finance.Status);
    }

    [Fact]
    public async Task Pages_SecondOne_ShowsTheOlderMessages()
    {
        for (var i = 0; i < 60; i++) await FailAsync($"evt_page_{i:00}", "charge.updated", DateTime.UtcNow.AddDays(-9).AddMinutes(i));
        using var finance = await shop.SignedInAsync(StaffRole.FinanceOfficer);
        await finance.GoAsync("/finance/events?state=failed&page=2");
        Assert.Contains("evt_page_00", finance.MainText, StringComparison.Ordinal);
        Assert.DoesNotContain("evt_page_59", finance.MainText, StringComparison.Ordinal);
    }

    private Task<int> FailAsync(string id, string type, DateTime? at = null) => shop.ReadAsync(db => db.Database.ExecuteSqlAsync(
        $"INSERT INTO payments_webhook_event (Id, EventId, Type, Body, ReceivedAt, State, Tries, FinishedAt, Note) VALUES ({Guid.CreateVersion7()}, {id}, {type}, '{{}}', {at ?? DateTime.UtcNow}, {nameof(WebhookState.Failed)}, 9, {DateTime.UtcNow}, 'Stripe answered 500.')"));
}
