using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Shop.StripeSandbox.Tests;

/// <summary>The pages in a real browser: no axe finding, nothing wider than the screen, and usable by keyboard alone.</summary>
public sealed class BrowserTests : SandboxTest
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    private async Task<IPage> OpenAsync(int width)
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed: run `bash tests/run`, which installs it.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        // Without JavaScript nothing of ours could run anyway; axe needs it.
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 640 }, BypassCSP = true });
        page.SetDefaultTimeout(120_000);
        return page;
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Pages_InEveryState_AreAccessibleAndFit(int width)
    {
        var page = await OpenAsync(width);
        var session = await Sandbox.CreateSessionAsync(change: o =>
        {
            o.SuccessUrl = Sandbox.Url + "/?session={CHECKOUT_SESSION_ID}";
            o.LineItems[0].PriceData.ProductData.Description = "Two weeks from 3 June, outside 12 Llanfairpwllgwyngyllgogerychwyrndrobwll Lane";
        });
        await page.GotoAsync(session.Url);
        await CheckAsync(page, "form");
        await page.Locator("summary").ClickAsync();
        await CheckAsync(page, "test cards");
        await page.Locator("button").ClickAsync();
        await CheckAsync(page, "errors");
        await FillAsync(page, Cards.Declined);
        await page.Locator("button").ClickAsync();
        Assert.Contains("declined", await page.Locator("[role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "declined");
        await FillAsync(page, Cards.ChallengeRequired);
        await page.Locator("button").ClickAsync();
        await CheckAsync(page, "3-D Secure");
        await page.GetByRole(AriaRole.Button, new() { Name = "Complete" }).ClickAsync();
        Assert.EndsWith("/?session=" + session.Id, page.Url, StringComparison.Ordinal);
        await CheckAsync(page, "dashboard");
        var paid = await SessionAsync(session.Id, "payment_intent.latest_charge");
        await page.GotoAsync(paid.PaymentIntent.LatestCharge.ReceiptUrl);
        await CheckAsync(page, "receipt");
        foreach (var (state, path) in await DashboardAsync(paid))
        {
            await page.GotoAsync(Sandbox.Url + path);
            await CheckAsync(page, state);
        }
        var expired = await Sandbox.CreateSessionAsync();
        await Client.V1.Checkout.Sessions.ExpireAsync(expired.Id);
        await page.GotoAsync(expired.Url);
        await CheckAsync(page, "expired");
        await page.GotoAsync(Sandbox.Url + "/nowhere");
        await CheckAsync(page, "not found");
    }

    /// <summary>The dashboard's pages with something on each.</summary>
    private async Task<(string State, string Path)[]> DashboardAsync(Stripe.Checkout.Session paid)
    {
        await Sandbox.CreateSessionAsync(change: o => o.ClientReferenceId = "LM-8472-ABCD-with-a-long-reference-of-the-shop");
        var refunded = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 100 });
        await Client.V1.PaymentIntents.CreateAsync(new() { Amount = 50_000, Currency = "gbp", Confirm = true, PaymentMethod = "pm_card_bypassPending" });
        await Sandbox.ControlAsync(HttpMethod.Post, "payouts/run", []);
        var payout = (await Client.V1.Payouts.ListAsync()).First();
        await Sandbox.ControlAsync(HttpMethod.Post, "webhooks/mode", new System.Text.Json.Nodes.JsonObject { ["duplicate"] = 3 });
        await Sandbox.OrderFaultAsync("reset_after", "/v1/refunds");
        var happened = (await Client.V1.Events.ListAsync(new() { Type = "refund.created" })).First();
        Assert.Equal(refunded.Id, ((Stripe.Refund)happened.Data.Object).Id);
        return
        [
            ("payments", "/dashboard/payments"), ("payment", "/dashboard/payments/" + paid.PaymentIntentId), ("nothing found", "/dashboard/payments?text=zzz"),
            ("events", "/dashboard/events"), ("event", "/dashboard/events/" + happened.Id), ("payouts", "/dashboard/payouts"), ("payout", "/dashboard/payouts/" + payout.Id),
            ("clock", "/dashboard/clock"), ("switches", "/dashboard/switches"),
        ];
    }

    [Fact]
    public async Task Payment_ByKeyboardUnderTheRealPolicy_LeadsToAnotherOrigin()
    {
        await OpenAsync(1280);
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        var session = await Sandbox.CreateSessionAsync(change: o => o.SuccessUrl = Sandbox.Receiver.ReturnUrl);
        await page.GotoAsync(session.Url);
        foreach (var (field, text) in new[] { ("email", "pat@example.com"), ("number", Cards.Visa), ("expiry", "1234"), ("cvc", "123"), ("name", "Pat Payer"), ("postcode", "AB1 2CD") })
        {
            if (field == "email") await page.Locator("#email").FocusAsync();
            else await page.Keyboard.PressAsync("Tab");
            await page.Locator($"#{field}:focus").WaitForAsync();
            await page.Keyboard.TypeAsync(text);
        }
        await page.Keyboard.PressAsync("Enter");
        // Asked of the page: WaitForURLAsync waits for ever for a page that is there already.
        await page.WaitForFunctionAsync("target => location.href === target", session.SuccessUrl);
        Assert.Equal("paid", (await SessionAsync(session.Id)).PaymentStatus);
    }

    private static async Task FillAsync(IPage page, string card)
    {
        foreach (var (field, value) in new[] { ("email", "pat@example.com"), ("number", card), ("expiry", "12 / 34"), ("cvc", "123"), ("name", "Pat Payer"), ("postcode", "AB1 2CD") })
            await page.Locator("#" + field).FillAsync(value);
    }

    private static async Task CheckAsync(IPage page, string state)
    {
        var findings = (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}");
        Assert.True(!findings.Any(), $"{state}: {string.Join(Environment.NewLine, findings)}");
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= page.ViewportSize!.Width, $"{state} is {width} pixels wide");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await base.DisposeAsync();
    }
}
