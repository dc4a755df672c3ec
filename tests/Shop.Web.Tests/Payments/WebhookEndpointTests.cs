using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Web.Tests.Payments;

/// <summary>The webhook endpoint behind everything the real shop puts in front of it: the module's own tests cover the rest.</summary>
public sealed class WebhookEndpointTests(WebShop shop) : IClassFixture<WebShop>
{
    private const string Path = "/webhooks/stripe";

    [Fact]
    public async Task Post_SignedWithoutCookieOrToken_IsKeptAndSetsNoCookie()
    {
        using var response = await PostAsync(Body("evt_web_1"), signed: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        await UntilIgnoredAsync("evt_web_1");
    }

    [Fact]
    public async Task Post_Unsigned_Is400WithoutAPage()
    {
        using var response = await PostAsync(Body("evt_web_2"), signed: false);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Post_TwoMegabytes_Is413()
    {
        using var response = await PostAsync(Body(new string('x', 2 * 1024 * 1024)), signed: true);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Get_Endpoint_IsNoPage()
    {
        using var browser = shop.Browser();
        using var response = await browser.GetAsync(Path, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, response.StatusCode.ToString());
    }

    [Fact]
    public async Task Post_ManyAtOnce_NoneIsRateLimited()
    {
        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            using var response = await PostAsync(Body($"evt_flood_{i}"), signed: true);
            answers.Add(response.StatusCode);
        });
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
    }

    private static string Body(string id) =>
        $$"""{"id":"{{id}}","object":"event","livemode":false,"type":"customer.created","data":{"object":{"object":"customer","id":"cus_1"} } }""";

    /// <summary>The worker runs in the real shop and hears of the event by itself.</summary>
    private async Task UntilIgnoredAsync(string eventId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var scope = shop.Services.CreateAsyncScope();
            var page = await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new ListWebhookEvents(WebhookState.Ignored, 0, 500), CancellationToken.None);
            if (page.Rows.Any(r => r.EventId == eventId)) return;
            Assert.False(patience.IsCancellationRequested, $"{eventId} was not worked.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string body, bool signed)
    {
        using var browser = shop.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signed) request.Headers.Add("Stripe-Signature", Sign(body));
        return await browser.SendAsync(request);
    }

    private string Sign(string body)
    {
        var secret = shop.Services.GetRequiredService<StripeConnection>().Settings.WebhookSecret;
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
