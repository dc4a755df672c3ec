using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;

namespace Shop.Web.Tests.Controls;

/// <summary>What holds for every page: headers, methods, hosts, tokens, the frame, the cache.</summary>
public sealed class PageControlsTests(WebShop shop) : IClassFixture<WebShop>
{
    private static readonly string[] Resident =
        ["/", "/search?q=skip", "/a-z/s", "/categories/streets", "/services/skip-permit", "/basket", "/find-order", "/help/contact", "/help/terms", "/help/privacy", "/help/cookies", "/help/accessibility", "/orders/nothing", "/pay/nothing", "/no-such-page"];

    public static TheoryData<string> Pages => [.. Resident];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Any_HasTheHeaders(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://checkout.stripe.com " + shop.Sandbox.GetLeftPart(UriPartial.Authority) + ";", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal(path.StartsWith("/orders/", StringComparison.Ordinal) || path.StartsWith("/pay/", StringComparison.Ordinal) ? "no-referrer" : "strict-origin-when-cross-origin", Header(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Any_HasTheFrameAndOnlyTheHashedScript(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith("Larkmere Council", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("Skip to main content", page.QuerySelector("body a")!.TextContent);
        var search = page.QuerySelector("header form[role=search] input[name=q]")!;
        Assert.Null(search.GetAttribute("placeholder"));
        Assert.Equal("Search services", page.QuerySelector($"label[for={search.Id}]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[style], style, [onclick], [onsubmit], [onload], script[src^=http], link[href^=http]"));
        var inline = Assert.Single(page.QuerySelectorAll("script:not([src])"));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline.TextContent)));
        Assert.Contains($"'sha256-{hash}'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.Single(form.QuerySelectorAll("input[name=__RequestVerificationToken]")));
    }

    [Theory]
    [InlineData("/basket", "no-store")]
    [InlineData("/find-order", "no-store")]
    [InlineData("/search?q=skip", "no-store")]
    [InlineData("/orders/nothing", "no-store")]
    [InlineData("/no-such-page", "no-store")]
    [InlineData("/services/no-such-service", "no-store")]
    [InlineData("/services/skip-permit", "no-cache")]
    [InlineData("/help/terms", "no-cache")]
    public async Task Page_Any_SaysWhetherItMayBeKept(string path, string expected)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        Assert.Contains(expected, Header(answer, "Cache-Control"), StringComparison.Ordinal);
        Assert.Equal(expected == "no-cache", answer.Headers.ETag is not null);
    }

    [Theory]
    [InlineData("TRACE", "/")]
    [InlineData("PUT", "/basket")]
    [InlineData("DELETE", "/services/skip-permit")]
    [InlineData("OPTIONS", "/find-order")]
    [InlineData("PATCH", "/no-such-page")]
    public async Task Method_Odd_IsRefusedWithAPage(string method, string path)
    {
        using var answer = await SendAsync(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("This page cannot do that", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_Foreign_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        using var answer = await shop.Browser().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/find-order")]
    [InlineData("/staff/sign-out")]
    [InlineData("/")]
    public async Task Post_WithoutToken_IsRefused(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("reference", "BCD-234-XYZ")]) };
        using var answer = await shop.Browser().SendAsync(request, TestContext.Current.CancellationToken);
        // Staff pages first ask who it is.
        Assert.Contains(answer.StatusCode, path.StartsWith("/staff", StringComparison.Ordinal) ? [HttpStatusCode.Redirect, HttpStatusCode.BadRequest] : new[] { HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Post_WithTheFormsOwnToken_IsTaken()
    {
        using var visitor = new Visitor(shop.Address);
        await visitor.GoAsync("/find-order");
        await visitor.SubmitAsync("Send me a link", ("reference", "wrong"), ("email", "wrong"));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(2, visitor.Errors.Count);
        Assert.StartsWith("Error: ", visitor.Page.Title, StringComparison.Ordinal);
        var cookie = Assert.Single(visitor.Cookies.GetAllCookies(), c => c.Name == "__Host-antiforgery");
        Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/" });
    }

    [Fact]
    public async Task Post_TooLarge_IsRefusedWithoutFault()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/find-order") { Content = new ByteArrayContent(new byte[2 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var answer = await shop.Browser().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task CataloguePage_AskedTwice_IsKeptCompressedForEverybody()
    {
        using var first = await SendAsync(HttpMethod.Get, "/services/certificate-copy", ("Accept-Encoding", "br"));
        using var second = await SendAsync(HttpMethod.Get, "/services/certificate-copy?utm_source=news", ("Accept-Encoding", "gzip, br"), ("Cookie", "__Host-basket=abc"));
        Assert.Equal("br", string.Join(',', second.Content.Headers.ContentEncoding));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.False(first.Headers.Contains("Set-Cookie"));
        using var unchanged = await SendAsync(HttpMethod.Get, "/services/certificate-copy", ("Accept-Encoding", "br"), ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var plain = await SendAsync(HttpMethod.Get, "/services/certificate-copy");
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.NotEqual(first.Headers.ETag, plain.Headers.ETag);
    }

    [Fact]
    public async Task Health_ShopRuns_IsLiveAndReady()
    {
        using var live = await SendAsync(HttpMethod.Get, "/health/live");
        using var ready = await SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await shop.Browser().SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
