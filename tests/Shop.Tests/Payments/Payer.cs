using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Shop.Tests.Payments;

public static class Cards
{
    public const string Gb = "4000008260000000";
    public const string Declined = "4000000000000002";
    public const string InsufficientFunds = "4000000000009995";
    public const string ChallengeRequired = "4000002760003184";

    /// <summary>Paid, and disputed at once.</summary>
    public const string Disputed = "4000000000000259";

    public const string NotReceived = "4000000000002685";
    public const string Inquiry = "4000000000001976";

    /// <summary>Its refunds succeed a day later.</summary>
    public const string RefundPending = "4000000000007726";

    /// <summary>Its refunds succeed, and fail a day later.</summary>
    public const string RefundFails = "4000000000005126";
}

/// <summary>Somebody at Stripe's page: keeps cookies, sends the forms they were shown, follows no redirect by itself.</summary>
public sealed class Payer(string sandboxUrl) : IDisposable
{
    private static readonly HtmlParser Parser = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(sandboxUrl) };

    /// <summary>Where the page sent the payer; null when it kept them.</summary>
    public async Task<string?> PayAsync(string url, string card)
    {
        var fields = await HiddenAsync(url);
        (fields["email"], fields["number"], fields["expiry"], fields["cvc"]) = ("pat@example.com", card, "12/39", "123");
        (fields["name"], fields["postcode"]) = ("Pat Payer", "AB1 2CD");
        return await PostAsync(url, fields);
    }

    /// <param name="outcome">"complete" or "fail".</param>
    public async Task<string?> AnswerChallengeAsync(string url, string outcome)
    {
        var fields = await HiddenAsync(url);
        fields["outcome"] = outcome;
        return await PostAsync(url, fields);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Dictionary<string, string>> HiddenAsync(string url)
    {
        using var response = await _http.GetAsync(url);
        var page = Parser.ParseDocument(await response.Content.ReadAsStringAsync());
        return page.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
    }

    private async Task<string?> PostAsync(string url, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await _http.PostAsync(url, content);
        return response.Headers.Location?.OriginalString;
    }
}
