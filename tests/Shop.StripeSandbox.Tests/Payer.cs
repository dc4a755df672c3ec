using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Shop.StripeSandbox.Tests;

/// <summary>What a browser without scripts shows after a step.</summary>
public sealed record Page(HttpStatusCode Status, string? Location, IHtmlDocument Html)
{
    public string? Alert => Html.QuerySelector("[role=alert]")?.TextContent.Trim();
}

/// <summary>Somebody at the hosted payment page: keeps cookies, sends the forms they were shown, follows no redirect by itself.</summary>
public sealed class Payer : IDisposable
{
    private static readonly HtmlParser Parser = new();
    private readonly HttpClient http;

    public Payer(string baseUrl) => http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = new(baseUrl) };

    public async Task<Page> GetAsync(string url)
    {
        using var response = await http.GetAsync(url);
        return await ReadAsync(response);
    }

    public async Task<Page> PayAsync(string url, string card, params (string Name, string Value)[] changed) =>
        await SubmitAsync(url, (await GetAsync(url)).Html, card, changed);

    public async Task<Page> SubmitAsync(string url, IHtmlDocument shown, string card, params (string Name, string Value)[] changed)
    {
        var fields = Hidden(shown);
        (fields["email"], fields["number"], fields["expiry"], fields["cvc"]) = ("pat@example.com", card, "12/34", card.StartsWith("37", StringComparison.Ordinal) ? "1234" : "123");
        (fields["name"], fields["postcode"]) = ("Pat Payer", "AB1 2CD");
        foreach (var (name, value) in changed) fields[name] = value;
        return await PostAsync(url, fields);
    }

    public async Task<Page> AnswerChallengeAsync(string url, string outcome)
    {
        var fields = Hidden((await GetAsync(url)).Html);
        fields["outcome"] = outcome;
        return await PostAsync(url, fields);
    }

    public async Task<Page> PostAsync(string url, IReadOnlyDictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await http.PostAsync(url, content);
        return await ReadAsync(response);
    }

    public void Dispose() => http.Dispose();

    private static Dictionary<string, string> Hidden(IHtmlDocument shown) =>
        shown.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);

    private static async Task<Page> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.Headers.Location?.OriginalString, Parser.ParseDocument(await response.Content.ReadAsStringAsync()));
}
