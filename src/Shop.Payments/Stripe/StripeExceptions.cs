using Shop.Payments.Contracts;

namespace Shop.Payments.Stripe;

/// <summary>Stripe gave no answer, or none that settles anything: what was asked may or may not have happened.</summary>
internal sealed class StripeUnavailableException(string message, Exception? inner) : PaymentProviderUnavailableException(message, inner);

/// <summary>Stripe answered with a final no: asking the same again gives the same.</summary>
/// <param name="code">Stripe's code, or its error type where there is none.</param>
/// <param name="where">The parameter and the request id. Stripe's own words are left out: they may repeat what the payer typed, and logs hold no personal data.</param>
internal sealed class StripeRefusedException(string code, string where) : Exception($"Stripe refused: {code} ({where}).")
{
    public string Code { get; } = code;
}
