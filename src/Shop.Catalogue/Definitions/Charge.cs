using Shop.Kernel.Lines;

namespace Shop.Catalogue.Definitions;

/// <summary>A component of the price, with its own VAT code, ledger codes and refund rule.</summary>
/// <param name="When">Option ids (and "notice") to the choices for which the charge is made: all must match; empty: always.</param>
/// <param name="KeptWords">When it is kept, in words; empty where nothing is.</param>
internal sealed record Charge(
    string Id,
    string Name,
    ChargeKind Kind,
    Amount Amount,
    IReadOnlyDictionary<string, IReadOnlyList<string>> When,
    string VatCode,
    string CostCentre,
    string Subjective,
    Refundability Refundable,
    string KeptWords)
{
    /// <summary>The name under which conditions speak of the notice given.</summary>
    public const string NoticeCondition = "notice";

    public bool AppliesTo(IReadOnlyDictionary<string, string> choices, NoticeGiven notice) =>
        Conditions.Hold(When, choices, notice);
}

/// <summary>Exactly one of the three is set: pence once a line, pence for each unit, or the name of a rule that the shop cannot compute.</summary>
/// <param name="RuleWords">The rule as residents read it.</param>
/// <param name="RuleText">The rule's JSON, so that a change of it counts as a change of the service.</param>
internal sealed record Amount(long? FixedPence, long? PerUnitPence, string? Rule, string? RuleWords, string? RuleText)
{
    public bool IsComputable => Rule is null;

    /// <summary>Pence for a quantity. Throws for a rule, and on overflow.</summary>
    public long Pence(int quantity) => checked(FixedPence ?? PerUnitPence * quantity)
        ?? throw new InvalidOperationException($"The rule '{Rule}' has no computed amount.");
}

internal static class Conditions
{
    public static bool Hold(
        IReadOnlyDictionary<string, IReadOnlyList<string>> when,
        IReadOnlyDictionary<string, string> choices,
        NoticeGiven notice = NoticeGiven.Full) =>
        when.All(c => c.Value.Contains(
            c.Key == Charge.NoticeCondition ? NameOf(notice) : choices.GetValueOrDefault(c.Key, ""),
            StringComparer.Ordinal));

    public static string NameOf(NoticeGiven notice) => notice switch
    {
        NoticeGiven.Full => "full",
        NoticeGiven.Short => "short",
        _ => "retrospective",
    };
}
