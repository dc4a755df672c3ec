using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shop.Finance.Payouts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Finance;

/// <summary>Payouts of the shop's own sandbox, read by the shop.</summary>
internal static class PayoutsOfTheSandbox
{
    /// <summary>Makes all money available, pays it out as Stripe does each morning and reads it. Returns the payout's id.</summary>
    public static async Task<string> PayOutAsync(this WebShop shop)
    {
        using var http = Client(shop);
        await PostAsync(http, "_sandbox/settle", "{}");
        if (await AvailableAsync(http) == 0) await ChargeAsync(http);
        var payout = (string)(await PostAsync(http, "_sandbox/payouts/run", "{}"))["id"]!;
        await PostAsync(http, $"_sandbox/payouts/{payout}/pay", "{}");
        await shop.SendAsync(new ImportStripe());
        return payout;
    }

    /// <summary>Somebody takes ten pounds out in Stripe's dashboard.</summary>
    public static async Task<string> PayOutByHandAsync(this WebShop shop)
    {
        using var http = Client(shop);
        await ChargeAsync(http);
        using var form = new FormUrlEncodedContent([new("amount", "1000"), new("currency", "gbp")]);
        using var answer = await http.PostAsync(new Uri("v1/payouts", UriKind.Relative), form);
        var payout = (string)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["id"]!;
        await shop.SendAsync(new ImportStripe());
        return payout;
    }

    /// <summary>Twenty pounds that no order of the shop knows, available at once.</summary>
    private static async Task ChargeAsync(HttpClient http)
    {
        using var form = new FormUrlEncodedContent(
            [new("amount", "2000"), new("currency", "gbp"), new("confirm", "true"), new("payment_method", "pm_card_bypassPending")]);
        using var answer = await http.PostAsync(new Uri("v1/payment_intents", UriKind.Relative), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<long> AvailableAsync(HttpClient http) =>
        (long)(await http.GetFromJsonAsync<JsonNode>(new Uri("v1/balance", UriKind.Relative)))!["available"]![0]!["amount"]!;

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static HttpClient Client(WebShop shop)
    {
        var http = new HttpClient { BaseAddress = shop.Sandbox };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sk_test_web_tests");
        return http;
    }
}
