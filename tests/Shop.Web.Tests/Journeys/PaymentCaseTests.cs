using System.Net;

namespace Shop.Web.Tests.Journeys;

/// <summary>
/// The table of cases: what happens while somebody pays, and what the order, the charges and the e-mails are
/// afterwards. One row a test, through the real pages and the sandbox, read from rows and pages.
/// </summary>
public sealed class PaymentCaseTests : IAsyncLifetime
{
    private readonly WebShop _shop = new();
    private Shopper _shopper = null!;
    private Evidence _evidence = null!;

    private const string Receipt = "NewOrder, Receipt";

    private static readonly object DropAll = new { drop = new[] { "*" } };

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        _shopper = new Shopper(_shop.Address);
        _evidence = new Evidence(Path.Combine(_shop.Folder, "shop.db"), _shop.Sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        _shopper.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Pay_GoodCard_IsPaidOnce()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.PayByCardAsync();
        Assert.Contains("Payment received", _shopper.Visitor.MainText, StringComparison.Ordinal);
        await ExpectPaidOnceAsync();
    }

    [Theory]
    [InlineData("4000000000000002")]
    [InlineData("4000000000009995")]
    [InlineData("4000000000000069")]
    [InlineData("4000000000000127")]
    [InlineData("4000000000000119")]
    [InlineData("4100000000000019")]
    public async Task Pay_DeclinedCard_IsNotPaidAndAnotherCardWorks(string card)
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.PayByCardAsync(card);
        Assert.StartsWith("/c/pay/", _shopper.Visitor.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("AwaitingPayment", _evidence.Orders());
        Assert.Empty(await _evidence.ChargesAsync());
        Assert.Equal("", _evidence.Mails());
        await _shopper.PayByCardAsync();
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_SecureChallengePassed_IsPaidOnce()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.PayByCardAsync("4000002760003184");
        Assert.EndsWith("/3ds", _shopper.Visitor.Address.AbsolutePath, StringComparison.Ordinal);
        await _shopper.Visitor.SubmitAsync("Complete");
        Assert.Contains("Payment received", _shopper.Visitor.MainText, StringComparison.Ordinal);
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_SecureChallengeFailed_IsNotPaid()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.PayByCardAsync("4000002760003184");
        await _shopper.Visitor.SubmitAsync("Fail");
        Assert.Equal("AwaitingPayment", _evidence.Orders());
        Assert.Empty(await _evidence.ChargesAsync());
        Assert.Equal("", _evidence.Mails());
    }

    [Fact]
    public async Task Pay_Cancelled_SaysNothingWasChargedAndCanBePaidAfterAll()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.Visitor.ClickAsync("Cancel and go back");
        Assert.Contains("You have not been charged", _shopper.Visitor.MainText, StringComparison.Ordinal);
        Assert.Equal("AwaitingPayment", _evidence.Orders());
        Assert.Empty(await _evidence.ChargesAsync());
        await _shopper.Visitor.SubmitAsync("Pay £");
        await _shopper.PayByCardAsync();
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_BrowserClosedBeforeReturning_WebhookMakesItPaid()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await CompleteWithoutReturningAsync();
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_EveryWebhookLostAndBrowserClosed_SweeperMakesItPaid()
    {
        await _evidence.SwitchAsync("_sandbox/webhooks/mode", DropAll);
        await _shopper.GoToPayTradeSacksAsync();
        await CompleteWithoutReturningAsync();
        Assert.Equal("AwaitingPayment", _evidence.Orders());
        await _evidence.SwitchAsync("_sandbox/clock/advance", new { seconds = 180 });
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_EveryWebhookLost_ReturnPageMakesItPaid()
    {
        await _evidence.SwitchAsync("_sandbox/webhooks/mode", DropAll);
        await _shopper.GoToPayTradeSacksAsync();
        await _shopper.PayByCardAsync();
        Assert.Contains("Payment received", _shopper.Visitor.MainText, StringComparison.Ordinal);
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_EveryWebhookThreeTimesInReverse_IsPaidOnce()
    {
        await _evidence.SwitchAsync("_sandbox/webhooks/mode", new { duplicate = 3, order = "reverse" });
        await _shopper.GoToPayTradeSacksAsync();
        await CompleteWithoutReturningAsync();
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_WebhookBeforeTheRedirect_ReturnPageShowsItPaid()
    {
        await _shopper.GoToPayTradeSacksAsync();
        var back = await CompleteWithoutReturningAsync();
        await ExpectPaidOnceAsync();
        await _shopper.Visitor.GoAsync(back);
        Assert.Contains("Payment received", _shopper.Visitor.MainText, StringComparison.Ordinal);
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_SessionExpired_OrderCanBePaidByANewSession()
    {
        await _shopper.GoToPayTradeSacksAsync();
        var first = _shopper.Visitor.Address;
        await _shopper.Visitor.ClickAsync("Cancel and go back");
        await _evidence.SwitchAsync("_sandbox/clock/advance", new { seconds = 3600 });
        await _shopper.Visitor.SubmitAsync("Pay £");
        Assert.NotEqual(first, _shopper.Visitor.Address);
        await _shopper.PayByCardAsync();
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task Pay_NotWithinADay_LapsesAndTheResidentIsTold()
    {
        await _shopper.GoToPayTradeSacksAsync();
        await _evidence.SwitchAsync("_sandbox/clock/advance", new { seconds = 25 * 3600 });
        await _evidence.EventuallyAsync(() => _evidence.Orders() == "Lapsed");
        Assert.Equal("OrderLapsed", _evidence.Mails());
        Assert.Empty(await _evidence.ChargesAsync());
    }

    [Fact]
    public async Task Pay_TwoTabsOneOrder_ChargesOnce()
    {
        await _shopper.AddTradeSacksAsync();
        await _shopper.GiveContactAsync();
        await _shopper.AcceptAndPayAsync();
        var first = _shopper.Visitor.Address;
        await _shopper.Visitor.GoAsync(new Uri(_shop.Address, "/checkout/check").ToString());
        if (_shopper.Visitor.Page.QuerySelectorAll("main form button").Any(b => b.TextContent.Contains("Accept and", StringComparison.Ordinal)))
            await _shopper.Visitor.SubmitAsync("Accept and");
        Assert.Equal(first, _shopper.Visitor.Address);
        await _shopper.PayByCardAsync();
        await ExpectPaidOnceAsync();
        await _shopper.Visitor.GoAsync(first.ToString());
        Assert.Single(await _evidence.ChargesAsync());
        await ExpectPaidOnceAsync();
    }

    [Fact]
    public async Task FreeOrder_NeverCallsStripe()
    {
        await _shopper.Visitor.GoAsync("/services/clinical-waste");
        Assert.Equal(HttpStatusCode.OK, _shopper.Visitor.Status);
        await _shopper.AddClinicalWasteAsync();
        await _shopper.GiveContactAsync();
        await _shopper.Visitor.SubmitAsync("Accept and place");
        Assert.StartsWith("/orders/", _shopper.Visitor.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("Paid", _evidence.Orders());
        Assert.Equal(0, _evidence.Count("payments_payment"));
        using var sessions = await _evidence.GetAsync("v1/checkout/sessions");
        Assert.Equal(0, sessions.RootElement.GetProperty("data").GetArrayLength());
        Assert.Equal(Receipt, _evidence.Mails());
    }

    /// <summary>Pays at the sandbox and closes the browser there; returns where it would have gone.</summary>
    private async Task<string> CompleteWithoutReturningAsync()
    {
        using var atStripe = new Shopper(_shop.Address);
        await atStripe.Visitor.GoAsync(_shopper.Visitor.Address.ToString());
        atStripe.Visitor.FollowOnly = uri => uri.Port == _shop.Sandbox.Port;
        await atStripe.PayByCardAsync();
        return atStripe.Visitor.NotFollowed!.ToString();
    }

    private async Task ExpectPaidOnceAsync()
    {
        await _evidence.EventuallyAsync(() => _evidence.Orders() == "Paid" && _evidence.Mails() == Receipt);
        Assert.Equal([10_500], await _evidence.ChargesAsync());
        Assert.Equal(1, _evidence.Count("payments_payment", "State = 'Paid' AND CapturedPence = 10500 AND AttentionReason IS NULL"));
        Assert.Equal(1, _evidence.Count("finance_payment", "GrossPence = 10500"));
    }
}
