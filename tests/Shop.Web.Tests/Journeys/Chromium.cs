using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Shop.Web.Tests.Journeys;

/// <summary>Debian's Chromium, started once for a test class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(Uri shop, int width = 1280, int height = 800, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = shop.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = javaScript,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(60_000);
        await context.AddInitScriptAsync(Axe);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>What every page is checked for on the way.</summary>
public static class PageChecks
{
    // Everything axe has; target-size is off unless asked for, although WCAG 2.2 AA has it.
    private const string RunAxe = """
        async () => {
          const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
          return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help} at ${n.target} ${n.html}`))
        }
        """;

    /// <summary>Fails with each finding of axe: rule, what is wrong, element.</summary>
    public static async Task ExpectAccessibleAsync(this IPage page)
    {
        var findings = await page.EvaluateAsync<string[]>(RunAxe);
        Assert.True(findings.Length == 0, $"{page.Url}\n{string.Join('\n', findings)}");
    }

    /// <summary>No finding of axe on a phone and on a desk, and nothing sticks out in between either.</summary>
    public static async Task ExpectGoodAtEveryWidthAsync(this IPage page, string name)
    {
        foreach (var width in (int[])[320, 768, 1280])
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.PhotographAsync($"{name}-{width}");
            await page.ExpectNoSidewaysScrollingAsync();
            if (width != 768) await page.ExpectAccessibleAsync();
        }
    }

    /// <summary>For eyes: a picture of the page, where SHOP_TEST_PICTURES names a folder for them.</summary>
    private static async Task PhotographAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOP_TEST_PICTURES") is not { Length: > 0 } folder) return;
        var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, file + ".png"), FullPage = true });
    }

    /// <summary>Nothing sticks out sideways: what a person sees at 320 px or at 400 % zoom.</summary>
    public static async Task ExpectNoSidewaysScrollingAsync(this IPage page)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{page.Url} is {overflow} px wider than the window.");
    }
}
