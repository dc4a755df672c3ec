using MediatR;
using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>Erases the payer's e-mail address from a payment and its attempts; amounts and Stripe's ids stay. Does nothing when there is no such payment.</summary>
public sealed record ForgetPayer(string Reference) : ICommand<Unit>;
