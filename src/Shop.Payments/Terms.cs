using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>What was agreed to be paid for, as <see cref="OpenPayment"/> gave it; never changed afterwards, but for the e-mail address, which is erased when its time is over.</summary>
internal sealed record PaymentTerms(
    string Description,
    string PayerEmail,
    IReadOnlyList<PaymentLine> Lines,
    string ReturnUrl,
    string CancelUrl,
    IReadOnlyDictionary<string, string> Metadata);

/// <summary>
/// The exact parameters of one Checkout Session, stored before Stripe is asked: asking again with the same key must
/// repeat them to the letter, or Stripe refuses the key.
/// </summary>
internal sealed record SessionRequest(
    string Reference,
    Guid AttemptId,
    long AmountPence,
    string Description,
    string? PayerEmail,
    IReadOnlyList<PaymentLine> Lines,
    string SuccessUrl,
    string CancelUrl,
    DateTime ExpiresAt,
    string? StatementSuffix,
    IReadOnlyDictionary<string, string> Metadata);
