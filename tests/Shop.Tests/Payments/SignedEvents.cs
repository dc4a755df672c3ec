using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shop.Payments;

namespace Shop.Tests.Payments;

/// <summary>Events as Stripe sends them, made and signed by hand.</summary>
internal static class SignedEvents
{
    public static string Body(string id, string type, string about) =>
        $$"""{"id":"{{id}}","object":"event","api_version":"2026-10-28.endive","created":1,"livemode":false,"type":"{{type}}","data":{"object":{ {{about}} } } }""";

    public static string AboutSession(string sessionId) => $"\"object\":\"checkout.session\",\"id\":\"{sessionId}\"";

    public static Task<HttpStatusCode> PostAsync(PaymentShop shop, string body, string contentType = "application/json", bool byteOrderMark = false)
    {
        var bytes = Encoding.UTF8.GetBytes(byteOrderMark ? '\uFEFF' + body : body);
        return PostAsync(shop, bytes, contentType);
    }

    private static async Task<HttpStatusCode> PostAsync(PaymentShop shop, byte[] body, string contentType)
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.")), .. body];
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentsEndpoints.WebhookPath) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.TryAddWithoutValidation(
            "Stripe-Signature", $"t={time.ToString(CultureInfo.InvariantCulture)},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(PaymentShop.Secret), signed))}");
        using var response = await shop.Http.SendAsync(request);
        return response.StatusCode;
    }
}
