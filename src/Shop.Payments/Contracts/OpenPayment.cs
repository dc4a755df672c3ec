using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>
/// Makes the payment for a reference, to be started afterwards by <see cref="StartPayment"/>. Amounts in pence,
/// VAT included; the lines must add up to the amount (throws otherwise, and when the amount is under 30p, Stripe's minimum).
/// Does nothing when the reference has a payment of the same amount already: returns its id.
/// </summary>
/// <param name="ReturnUrl">Where the payer comes back to, absolute; shows what Stripe says, never what the URL says.</param>
/// <param name="CancelUrl">Where the payer comes back to without paying, absolute.</param>
/// <param name="PayableUntil">UTC; no attempt is started after it.</param>
public sealed record OpenPayment(
    string Reference,
    long AmountPence,
    string Description,
    string PayerEmail,
    IReadOnlyList<PaymentLine> Lines,
    string ReturnUrl,
    string CancelUrl,
    DateTime PayableUntil,
    IReadOnlyDictionary<string, string> Metadata) : ICommand<Guid>;

/// <param name="UnitPence">Price of one, VAT included, in pence.</param>
public sealed record PaymentLine(string Name, long UnitPence, int Quantity);
