using System.Text;
using Shop.Payments.Stripe;
using Stripe;

namespace Shop.Payments.Webhooks;

/// <summary>Whether Stripe sent a body (docs.stripe.com/webhooks/signature): HMAC over the raw bytes, within 300 seconds of the machine's clock.</summary>
internal static class WebhookSignature
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The body as text when one of the secrets signed it; null otherwise, whatever is wrong with it.</summary>
    public static string? Verify(ReadOnlyMemory<byte> body, string? header, StripeSettings settings)
    {
        if (string.IsNullOrWhiteSpace(header)) return null;
        try
        {
            var text = Strict.GetString(body.Span);
            return IsSignedBy(settings.WebhookSecret, text, header) || IsSignedBy(settings.WebhookSecretPrevious, text, header) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsSignedBy(string secret, string text, string header)
    {
        if (secret.Length == 0) return false;
        try
        {
            EventUtility.ValidateSignature(text, header, secret);
            return true;
        }
#pragma warning disable CA1031 // A forged header makes the library throw StripeException, FormatException and others: all of them mean no.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
