using System.Globalization;
using System.Linq.Expressions;
using Shop.Finance.Rescue;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Takings;

/// <summary>Which payments: what stands in the address of the list, and of its CSV.</summary>
/// <param name="Search">An order reference, an e-mail address, an amount, the last four digits of a card, or a Stripe charge.</param>
/// <param name="From">London date, inclusive.</param>
/// <param name="To">London date, inclusive.</param>
public sealed record PaymentFilter(string? Search, DateOnly? From, DateOnly? To, PaymentShow Show)
{
    public static readonly PaymentFilter All = new(null, null, null, PaymentShow.All);

    /// <summary>False when the search box holds nothing that can be looked for; then nothing is found.</summary>
    public bool IsReadable => string.IsNullOrWhiteSpace(Search) || Criterion(Search.Trim()) is not null;

    /// <summary>It finds all payments of its days.</summary>
    internal bool IsOfWholeDays => string.IsNullOrWhiteSpace(Search) && Show == PaymentShow.All;

    internal IQueryable<FinancePayment> Apply(ShopDbContext db)
    {
        var payments = db.Set<FinancePayment>().Where(p => p.PaidAt != null);
        // By the moment, which the list's order goes by, too: by the date a year of a large database would be sorted for each page.
        if (From is { } from)
        {
            var start = LondonTime.StartOfDay(from);
            payments = payments.Where(p => p.PaidAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = LondonTime.StartOfDay(to.AddDays(1));
            payments = payments.Where(p => p.PaidAt < end);
        }

        if (!string.IsNullOrWhiteSpace(Search)) payments = payments.Where(Criterion(Search.Trim()) ?? (_ => false));
        return Show switch
        {
            PaymentShow.Refunded => payments.Where(p => p.RefundedPence > 0),
            PaymentShow.FeeNotKnown => payments.Where(p => p.FeePence == null),
            PaymentShow.NeedsAttention => payments.Where(p => db.Set<RescueCase>().Where(a => a.DoneAt == null && a.Reference != null).Select(a => a.Reference).Contains(p.Reference)),
            _ => payments,
        };
    }

    private static Expression<Func<FinancePayment, bool>>? Criterion(string text)
    {
        if (OrderReference.TryParse(text, out var reference)) return p => p.Reference == reference.Value;
        if (text.Contains('@', StringComparison.Ordinal))
        {
            var email = FinancePayment.KeyOf(text);
            return p => p.EmailKey == email;
        }

        if (text.StartsWith("ch_", StringComparison.Ordinal) || text.StartsWith("py_", StringComparison.Ordinal)) return p => p.ChargeId == text;
        if (!TryReadPence(text, out var pence)) return null;
        // Four digits may be a card's end or pounds: both are looked for.
        return text.Length == 4 && text.All(char.IsAsciiDigit) ? p => p.CardLast4 == text || p.GrossPence == pence : p => p.GrossPence == pence;
    }

    /// <summary>"£1,234.50", "97", "97.00".</summary>
    internal static bool TryReadPence(string text, out long pence)
    {
        pence = 0;
        var plain = text.TrimStart('£').Replace(",", "", StringComparison.Ordinal);
        var parts = plain.Split('.');
        if (parts.Length > 2 || (parts.Length == 2 && parts[1].Length != 2) || plain.Length > 12) return false;
        return parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit))
            && long.TryParse(parts[0] + (parts.Length == 2 ? parts[1] : "00"), NumberStyles.None, CultureInfo.InvariantCulture, out pence);
    }
}

public enum PaymentShow { All, Refunded, FeeNotKnown, NeedsAttention }
