using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shop.Payments;

namespace Shop.Tests.Payments;

/// <summary>Events as Stripe would send them, sent by the test.</summary>
internal static class SignedWebhooks
{
    public static string Body(string id, string type, string about = "") =>
        $$"""{"id":"{{id}}","object":"event","api_version":"2026-10-28.endive","created":1,"livemode":false,"type":"{{type}}","note":"","data":{"object":{ {{about}} } } }""";

    /// <summary>Written out, not by Stripe.net, so that an error in the library's signing could not hide one in its checking.</summary>
    public static string Sign(string body, string secret, long time)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    public static Task<HttpStatusCode> PostSignedAsync(PaymentShop shop, string body) =>
        PostAsync(shop, body, Sign(body, PaymentShop.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    public static async Task<HttpStatusCode> PostAsync(PaymentShop shop, string body, string? header, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentsEndpoints.WebhookPath);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (chunked) request.Headers.TransferEncodingChunked = true;
        if (header is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", header);
        using var response = await shop.Http.SendAsync(request);
        return response.StatusCode;
    }
}
