using System.Text.RegularExpressions;
using Shop.Finance.Takings;
using Shop.Kernel;

namespace Shop.Finance.Asking;

/// <summary>What somebody typed into the box, and everything it may mean: "2345" is the end of a card, and pounds.</summary>
internal sealed partial record AskText(string Text)
{
    public const int Longest = 200;
    private const int ShortestWords = 3;

    public OrderReference? Reference { get; private init; }

    /// <summary>"pi_…", "txn_…".</summary>
    public string? StripeId { get; private init; }

    public string? EmailKey { get; private init; }
    public long? Pence { get; private init; }
    public string? Last4 { get; private init; }

    /// <summary>Of a journal, a refund, a bank line, a suspense item.</summary>
    public Guid? Id { get; private init; }

    /// <summary>Of a journal: "fee:txn_1".</summary>
    public string? SourceId { get; private init; }

    /// <summary>To be looked for in the bank's text; null where it is too short for that.</summary>
    public string? Words { get; private init; }

    public static AskText Read(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length > Longest) text = text[..Longest];
        var read = new AskText(text)
        {
            Reference = OrderReference.TryParse(text, out var reference) ? reference : null,
            StripeId = StripesId().IsMatch(text) ? text : null,
            EmailKey = text.Contains('@', StringComparison.Ordinal) ? FinancePayment.KeyOf(text) : null,
            Pence = PenceOf(text),
            Last4 = text.Length == 4 && text.All(char.IsAsciiDigit) ? text : null,
            Id = Guid.TryParse(text, out var id) ? id : null,
            SourceId = JournalSource().IsMatch(text) ? text : null,
        };
        return read with { Words = text.Length < ShortestWords ? null : text };
    }

    /// <summary>It is written like something that is not a bank's text.</summary>
    public bool IsKnown => Reference is not null || StripeId is not null || EmailKey is not null || Id is not null || SourceId is not null;

    /// <summary>The size: people look for what went by the same figure as for what came.</summary>
    private static long? PenceOf(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).TrimStart('-', '\u2212');
        return PaymentFilter.TryReadPence(plain, out var pence) && pence > 0 ? pence : null;
    }

    [GeneratedRegex("^[a-z]{2,8}_[A-Za-z0-9_]{1,190}$")]
    private static partial Regex StripesId();

    [GeneratedRegex("^[a-z-]{2,30}:.+$")]
    private static partial Regex JournalSource();
}
