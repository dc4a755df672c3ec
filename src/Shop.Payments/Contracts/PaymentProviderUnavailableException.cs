namespace Shop.Payments.Contracts;

/// <summary>The payment provider gave no answer, or none that settles anything: what was asked may or may not have happened. Try again later.</summary>
public abstract class PaymentProviderUnavailableException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>It is one, or the time in which an answer was waited for is over; false when the caller itself has gone away.</summary>
    /// <param name="caller">The token of whoever asked, without any limit of time put on it since.</param>
    public static bool IsSilence(Exception fault, CancellationToken caller) =>
        fault is PaymentProviderUnavailableException || (fault is OperationCanceledException && !caller.IsCancellationRequested);
}
