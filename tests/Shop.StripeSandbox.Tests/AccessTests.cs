using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Shop.StripeSandbox.Tests;

public sealed class AccessTests : SandboxTest
{
    [Theory]
    [InlineData(null, "did not provide an API key")]
    [InlineData("Bearer sk_live_abc", "live key")]
    [InlineData("Bearer rk_live_abc", "live key")]
    [InlineData("Bearer pk_test_abc", "Invalid API Key")]
    [InlineData("Bearer sk_abc", "Invalid API Key")]
    [InlineData("Basic ???", "did not provide an API key")]
    public async Task Call_WithoutATestKey_IsRefused(string? authorisation, string message)
    {
        using var http = new HttpClient { BaseAddress = new(Sandbox.Url) };
        foreach (var path in (string[])["/v1/balance", "/_sandbox/clock"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorisation is not null) request.Headers.TryAddWithoutValidation("Authorization", authorisation);
            using var response = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Contains(message, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sk_test_1:")]
    [InlineData("rk_test_1:ignored")]
    public async Task Call_WithBasicAuthentication_IsServed(string credentials)
    {
        using var http = new HttpClient { BaseAddress = new(Sandbox.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));
        using var response = await http.GetAsync("/v1/balance");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Answer_Always_CarriesRequestIdAndVersion()
    {
        using var first = await Sandbox.Http.GetAsync("/v1/balance");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/nothing");
        request.Headers.Add("Stripe-Version", "2026-10-28.endive");
        using var second = await Sandbox.Http.SendAsync(request);

        Assert.StartsWith("req_", first.Headers.GetValues("Request-Id").Single(), StringComparison.Ordinal);
        Assert.NotEqual(first.Headers.GetValues("Request-Id").Single(), second.Headers.GetValues("Request-Id").Single());
        Assert.Equal("2026-10-28.endive", second.Headers.GetValues("Stripe-Version").Single());
        Assert.Equal("application/json", second.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing")]
    [InlineData("POST", "/v1/balance")]
    public async Task Call_OfAnUnknownUrl_Is404WithAnErrorObject(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await Sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Unrecognized request URL", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UnderAForeignHostName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "attacker.example";
        using var response = await Sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task Call_WithAJsonBody_IsToldToUseAForm()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await Sandbox.Http.PostAsync("/v1/refunds", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Call_WithABodyOverAMegabyte_IsRefused()
    {
        using var response = await SendAsync("/v1/refunds", "metadata[a]=" + new string('x', 1_200_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.1:80")]
    [InlineData("http://*:5000")]
    [InlineData("http://localhost.attacker.example:5000")]
    [InlineData("https://127.0.0.1:0")]
    public void Build_WithAnAddressThatIsNotLoopback_Throws(string urls) =>
        Assert.Throws<ArgumentException>(() => StripeSandbox.Build(new() { Urls = urls }));
}
