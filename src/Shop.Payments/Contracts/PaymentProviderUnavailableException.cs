namespace Shop.Payments.Contracts;

/// <summary>The payment provider gave no answer, or none that settles anything: what was asked may or may not have happened. Try again later.</summary>
public abstract class PaymentProviderUnavailableException(string message, Exception? inner) : Exception(message, inner);
