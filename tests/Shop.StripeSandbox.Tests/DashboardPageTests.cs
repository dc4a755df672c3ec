using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Shop.StripeSandbox.Tests;

/// <summary>The dashboard as somebody without scripts uses it: pages, filters, and buttons that do what they say once.</summary>
public sealed class DashboardPageTests : SandboxTest
{
    [Fact]
    public async Task Payments_ByStateAndWords_AreFound()
    {
        var paid = await Sandbox.PaidSessionAsync(amount: 12_300);
        var waiting = await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 700, Currency = "gbp", Description = "Allotment 7" });
        using var visitor = Sandbox.OpenBrowser();
        Assert.Equal([waiting.Id, paid.PaymentIntentId], await FoundAsync(""));
        Assert.Equal([paid.PaymentIntentId], await FoundAsync("?state=succeeded"));
        Assert.Equal([waiting.Id], await FoundAsync("?text=allotment"));
        Assert.Equal([paid.PaymentIntentId], await FoundAsync("?text=order-1"));
        Assert.Equal([paid.PaymentIntentId], await FoundAsync("?text=" + paid.PaymentIntent.LatestChargeId));
        Assert.Empty(await FoundAsync("?text=nothing-like-it"));

        async Task<IEnumerable<string>> FoundAsync(string query) =>
            (await visitor.GetAsync("/dashboard/payments" + query)).Html.QuerySelectorAll("td a[href^='/dashboard/payments/']").Select(a => a.TextContent);
    }

    [Fact]
    public async Task Payments_MoreThanAPage_AreReachedByOlder()
    {
        var made = new List<string>();
        for (var i = 0; i < 30; i++) made.Insert(0, (await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp" })).Id);
        using var visitor = Sandbox.OpenBrowser();
        var first = await visitor.GetAsync("/dashboard/payments?state=requires_payment_method");
        var older = await visitor.GetAsync(first.Html.QuerySelectorAll("a").Single(a => a.TextContent == "Older").GetAttribute("href")!);
        Assert.Equal(made, Ids(first).Concat(Ids(older)));

        static IEnumerable<string> Ids(Page page) => page.Html.QuerySelectorAll("td a").Select(a => a.TextContent);
    }

    [Fact]
    public async Task Payment_GivenBackOnItsPage_ShowsRefundAndEventsOnce()
    {
        var paid = await Sandbox.PaidSessionAsync(amount: 9_700);
        using var visitor = Sandbox.OpenBrowser();
        var path = "/dashboard/payments/" + paid.PaymentIntentId;
        var done = await PressAsync(visitor, path, "Give back", ("pounds", "12.50"));
        Assert.Contains("£12.50 given back", Notice(done), StringComparison.Ordinal);
        Assert.Null(Notice(await visitor.GetAsync(path)));
        var refund = Assert.Single(await Client.V1.Refunds.ListAsync());
        Assert.Equal((1_250, 0), (refund.Amount, refund.Metadata.Count));
        Assert.Contains("refund.created", done.Html.Body!.TextContent, StringComparison.Ordinal);

        Assert.Contains("can be given back, not £100.00", Notice(await PressAsync(visitor, path, "Give back", ("pounds", "100"))), StringComparison.Ordinal);
        Assert.Contains("Enter an amount in pounds", Notice(await PressAsync(visitor, path, "Give back", ("pounds", "12.5.0"))), StringComparison.Ordinal);
        await PressAsync(visitor, path, "Fail it");
        Assert.Equal("failed", (await Client.V1.Refunds.GetAsync(refund.Id)).Status);
    }

    [Fact]
    public async Task Payment_HeldOrOpen_IsCapturedCancelledOrExpiredByButtons()
    {
        using var visitor = Sandbox.OpenBrowser();
        var first = await HoldAsync();
        await PressAsync(visitor, "/dashboard/payments/" + first.Id, "Capture");
        Assert.Equal("succeeded", (await Client.V1.PaymentIntents.GetAsync(first.Id)).Status);
        var second = await HoldAsync();
        await PressAsync(visitor, "/dashboard/payments/" + second.Id, "Cancel");
        Assert.Equal("canceled", (await Client.V1.PaymentIntents.GetAsync(second.Id)).Status);
        var session = await Sandbox.CreateSessionAsync();
        await PressAsync(visitor, "/dashboard/payments", "Expire now");
        Assert.Equal("expired", (await SessionAsync(session.Id)).Status);

        Task<Stripe.PaymentIntent> HoldAsync() =>
            Client.V1.PaymentIntents.CreateAsync(new() { Amount = 5_000, Currency = "gbp", CaptureMethod = "manual", Confirm = true, PaymentMethod = "pm_card_gb" });
    }

    [Fact]
    public async Task Event_OnItsPage_ShowsBodySignatureAndAnswerAndIsSentAgain()
    {
        Sandbox.Receiver.Says = "Thank you & goodbye";
        await Sandbox.PaidSessionAsync();
        var received = await Sandbox.Receiver.WaitForAsync(4);
        await EventuallyAsync(async () => (await Sandbox.ControlAsync(HttpMethod.Get, "deliveries"))["data"]!.AsArray().All(d => d!["state"]!.GetValue<string>() == "delivered"), "the answers");
        using var visitor = Sandbox.OpenBrowser();
        var path = "/dashboard/events/" + received[0].Id;
        var page = await visitor.GetAsync(path);
        Assert.Equal(received[0].Body, page.Html.QuerySelector("pre")!.TextContent);
        Assert.Contains(page.Html.QuerySelectorAll("code.block"), c => c.TextContent == "Stripe-Signature: " + received[0].Signature);
        Assert.Contains(page.Html.QuerySelectorAll("code.block"), c => c.TextContent == "Thank you & goodbye");
        await PressAsync(visitor, path, "Send again");
        Assert.Equal(received[0].Id, (await Sandbox.Receiver.WaitForAsync(5))[4].Id);
    }

    [Fact]
    public async Task Payment_DisputedOnItsPage_IsWonOrLostByButtons()
    {
        var paid = await Sandbox.PaidSessionAsync();
        using var visitor = Sandbox.OpenBrowser();
        var path = "/dashboard/payments/" + paid.PaymentIntentId;
        await PressAsync(visitor, path, "Open an inquiry");
        Assert.Equal("warning_needs_response", Assert.Single(await Client.V1.Disputes.ListAsync()).Status);
        await PressAsync(visitor, path, "Win it");
        await PressAsync(visitor, path, "Open a dispute");
        Assert.Contains("is disputed", Notice(await PressAsync(visitor, path, "Give back", ("pounds", "1.00"))), StringComparison.Ordinal);
        var page = await PressAsync(visitor, path, "Lose it");
        Assert.Equal(["lost", "warning_closed"], (await Client.V1.Disputes.ListAsync()).Select(d => d.Status));
        Assert.Contains("charge.dispute.closed", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refunds_LetWaitByTheSwitch_StayPendingUntilTheBalanceHasThem()
    {
        var paid = await Sandbox.PaidSessionAsync();
        using var visitor = Sandbox.OpenBrowser();
        await PressAsync(visitor, "/dashboard/switches", "Let refunds wait for the balance");
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 100 });
        Assert.Equal(("pending", "insufficient_funds"), (refund.Status, refund.PendingReason));
        await PressAsync(visitor, "/dashboard/switches", "Make all pending money available");
        Assert.Equal("succeeded", (await Client.V1.Refunds.GetAsync(refund.Id)).Status);
    }

    [Fact]
    public async Task Payout_MadeBelowZeroAndFailed_IsSeenOnItsPage()
    {
        await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 20_000, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_bypassPending" });
        using var visitor = Sandbox.OpenBrowser();
        await PressAsync(visitor, "/dashboard/payouts", "Pay out what is available");
        var payout = Assert.Single(await Client.V1.Payouts.ListAsync());
        await PressAsync(visitor, "/dashboard/payouts/" + payout.Id, "Let it arrive");
        Assert.Equal("paid", (await Client.V1.Payouts.GetAsync(payout.Id)).Status);
        var failed = await PressAsync(visitor, "/dashboard/payouts/" + payout.Id, "Fail it");
        Assert.Contains("account_closed", (await Client.V1.Payouts.GetAsync(payout.Id)).FailureCode, StringComparison.Ordinal);
        Assert.Contains("The bank account has been closed.", failed.Html.Body!.TextContent, StringComparison.Ordinal);
        await PressAsync(visitor, "/dashboard/payouts", "Make a payout below zero");
        Assert.Equal(-1_000, (await Client.V1.Payouts.ListAsync()).First().Amount);
    }

    [Fact]
    public async Task Clock_MovedOnByAWeek_ShowsTheNewTime()
    {
        using var visitor = Sandbox.OpenBrowser();
        var session = await Sandbox.CreateSessionAsync();
        var page = await PressAsync(visitor, "/dashboard/clock", "One week");
        Assert.Equal(TimeSpan.FromDays(7), Sandbox.Clock.Offset);
        Assert.Contains(Sandbox.Clock.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Notice(page), StringComparison.Ordinal);
        Assert.Equal("expired", (await SessionAsync(session.Id)).Status);
    }

    [Fact]
    public async Task Switches_EachPressed_SayWhatTheyDidAndAreUndone()
    {
        using var visitor = Sandbox.OpenBrowser();
        var labels = (await visitor.GetAsync("/dashboard/switches")).Html.QuerySelectorAll("main button").Select(b => b.TextContent).ToList();
        Assert.True(labels.Count >= 20, string.Join(", ", labels));
        foreach (var label in labels.Where(l => l is not ("Back to normal" or "Let all go well")))
        {
            var page = await PressAsync(visitor, "/dashboard/switches", label);
            Assert.False(string.IsNullOrEmpty(Notice(page)), label);
        }
        Assert.Equal(6, (await Sandbox.ControlAsync(HttpMethod.Get, "faults"))["data"]!.AsArray().Count);
        var mode = await Sandbox.ControlAsync(HttpMethod.Get, "webhooks/mode");
        Assert.Equal((true, 3, "reverse"), (mode["hold"]!.GetValue<bool>(), mode["duplicate"]!.GetValue<int>(), mode["order"]!.GetValue<string>()));
        await PressAsync(visitor, "/dashboard/switches", "Let all go well");
        await PressAsync(visitor, "/dashboard/switches", "Back to normal");
        Assert.Equal(4, (await visitor.GetAsync("/dashboard/switches")).Html.QuerySelectorAll("p.small").Length);
        await Sandbox.PaidSessionAsync();
        await Sandbox.Receiver.WaitForAsync(4);
    }

    [Fact]
    public async Task Button_WithoutItsToken_DoesNothing()
    {
        using var visitor = Sandbox.OpenBrowser();
        await visitor.GetAsync("/dashboard/clock");
        var answer = await visitor.PostAsync("/dashboard/do/advance", new Dictionary<string, string> { ["by"] = "week", ["back"] = "/dashboard/clock" });
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("Nothing was done", Notice(await visitor.GetAsync("/dashboard/clock")), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, Sandbox.Clock.Offset);
        var abroad = await visitor.PostAsync("/dashboard/do/advance", new Dictionary<string, string> { ["back"] = "//evil.example/" });
        Assert.Equal("/dashboard/switches", abroad.Location);
    }

    [Theory]
    [InlineData("/dashboard/payments/pi_nothing")]
    [InlineData("/dashboard/events/evt_nothing")]
    [InlineData("/dashboard/payouts/po_nothing")]
    public async Task Page_OfNothing_IsNotFound(string path)
    {
        using var visitor = Sandbox.OpenBrowser();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);
    }

    /// <summary>Presses the first button with this text on a page, as the browser would, and shows the page it leads back to.</summary>
    private static async Task<Page> PressAsync(Payer visitor, string path, string label, params (string Name, string Value)[] typed)
    {
        var shown = await visitor.GetAsync(path);
        var form = (IHtmlFormElement?)shown.Html.QuerySelectorAll("main form[method=post]").FirstOrDefault(f => f.QuerySelector("button")!.TextContent.Contains(label, StringComparison.Ordinal));
        Assert.True(form is not null, $"No button {label} on {path}");
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in typed) fields[name] = value;
        var answer = await visitor.PostAsync(form.GetAttribute("action")!, fields);
        Assert.Equal((HttpStatusCode.SeeOther, path), (answer.Status, answer.Location));
        return await visitor.GetAsync(path);
    }

    private static string? Notice(Page page) => page.Html.QuerySelector(".notice")?.TextContent.Trim();
}
