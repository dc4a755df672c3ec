using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Payments;

internal sealed class OpenPaymentValidator : AbstractValidator<OpenPayment>
{
    /// <summary>Stripe takes no less in pounds (docs.stripe.com/currencies, minimum charge amounts).</summary>
    private const long SmallestPence = 30;

    /// <summary>Stripe's largest amount: eight digits.</summary>
    private const long LargestPence = 99_999_999;

    public OpenPaymentValidator()
    {
        RuleFor(r => r.Reference).NotEmpty().MaximumLength(40);
        RuleFor(r => r.AmountPence).InclusiveBetween(SmallestPence, LargestPence);
        RuleFor(r => r.Description).NotEmpty().MaximumLength(500);
        RuleFor(r => r.PayerEmail).NotEmpty().MaximumLength(254);
        RuleFor(r => r.Lines).NotEmpty();
        RuleForEach(r => r.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Name).NotEmpty();
            line.RuleFor(l => l.UnitPence).GreaterThanOrEqualTo(0);
            line.RuleFor(l => l.Quantity).GreaterThan(0);
        });
        RuleFor(r => r).Must(r => r.Lines.Sum(l => checked(l.UnitPence * l.Quantity)) == r.AmountPence)
            .WithMessage("The lines do not add up to the amount.");
        RuleFor(r => r.ReturnUrl).Must(IsAbsolute);
        RuleFor(r => r.CancelUrl).Must(IsAbsolute);
        // Two keys of the fifty that Stripe keeps are the module's own.
        RuleFor(r => r.Metadata.Count).LessThanOrEqualTo(48);
        RuleForEach(r => r.Metadata).Must(m => m.Key.Length is > 0 and <= 40 && m.Value.Length is > 0 and <= 500 && m.Key is not (SessionTerms.ReferenceKey or SessionTerms.AttemptKey));
    }

    private static bool IsAbsolute(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}

internal sealed class OpenPaymentHandler(ShopDbContext db, TimeProvider clock, ILogger<OpenPaymentHandler> log) : IRequestHandler<OpenPayment, Guid>
{
    public async Task<Guid> Handle(OpenPayment request, CancellationToken cancellationToken)
    {
        var known = await db.Set<Payment>().FirstOrDefaultAsync(p => p.Reference == request.Reference, cancellationToken);
        if (known is not null)
        {
            return known.AmountPence == request.AmountPence
                ? known.Id
                : throw new InvalidOperationException($"Payment {known.Id} for {request.Reference} has another amount.");
        }

        var payment = Payment.Open(request, clock.UtcNow());
        db.Add(payment);
        log.LogInformation("Payment {PaymentId} for {Reference} opened, {AmountPence} pence", payment.Id, payment.Reference, payment.AmountPence);
        return payment.Id;
    }
}
