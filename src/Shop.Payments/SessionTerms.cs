using System.Security.Cryptography;
using System.Text;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>Works out the parameters of a Checkout Session from a payment.</summary>
internal static class SessionTerms
{
    /// <summary>
    /// How long a payer may take on Stripe's page. Stripe allows 30 minutes to 24 hours from its own clock; people who
    /// need longer than half an hour to find a card must not be thrown out (WCAG 2.2.1).
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>Stripe's minimum of 30 minutes and a margin for clocks that differ.</summary>
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(32);

    /// <summary>Stripe takes at most 100 lines.</summary>
    private const int MostLines = 100;

    public const string ReferenceKey = "reference";
    public const string AttemptKey = "attempt_id";

    /// <summary>Stripe's code for an e-mail address it does not take.</summary>
    public const string EmailRefused = "email_invalid";

    public static SessionRequest For(Payment payment, Guid attemptId, string? statementSuffix, DateTime now)
    {
        var terms = payment.Terms;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in terms.Metadata) metadata[key] = value;
        metadata[ReferenceKey] = payment.Reference;
        metadata[AttemptKey] = attemptId.ToString();
        return new SessionRequest(
            payment.Reference, attemptId, payment.AmountPence, terms.Description, EmailOf(payment), LinesOf(payment),
            WithSession(terms.ReturnUrl), terms.CancelUrl, ExpiryFor(payment.PayableUntil, now), statementSuffix, metadata);
    }

    /// <summary>The hash makes a key that was used with other parameters impossible; the number makes a new one after a final failure.</summary>
    public static string KeyOf(string reference, int number, SessionRequest request)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonColumn.Write(request))));
        return $"cs:{reference}:{number}:{hash[..16]}";
    }

    /// <summary>Whole seconds: Stripe knows no smaller unit.</summary>
    private static DateTime ExpiryFor(DateTime payableUntil, DateTime now)
    {
        var (shortest, longest) = (now + ShortestLifetime, now + Lifetime);
        var expiry = payableUntil < shortest ? shortest : payableUntil > longest ? longest : payableUntil;
        return new DateTime(expiry.Ticks - (expiry.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    /// <summary>Lines without a price are left out; more than Stripe takes become one.</summary>
    private static PaymentLine[] LinesOf(Payment payment)
    {
        var lines = payment.Terms.Lines.Where(l => l.UnitPence > 0).ToArray();
        return lines.Length <= MostLines ? lines : [new PaymentLine(payment.Terms.Description, payment.AmountPence, 1)];
    }

    /// <summary>Only fills in a field on Stripe's page; an address that Stripe refused must not stop the payment.</summary>
    private static string? EmailOf(Payment payment) => payment.LatestAttempt?.FailureCode == EmailRefused ? null : payment.Terms.PayerEmail;

    /// <summary>Stripe replaces the placeholder; it must not be escaped.</summary>
    private static string WithSession(string url) => url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "session={CHECKOUT_SESSION_ID}";
}
