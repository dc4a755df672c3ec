using CsCheck;
using Shop.Finance.Bank.Matching;
using Shop.Kernel.Time;

namespace Shop.Tests.Finance.Bank;

/// <summary>Which lines are which payouts: each kind of fit, what must not be confirmed alone, and what holds for any history.</summary>
public sealed class SuggestionsTests
{
    private static readonly DateOnly Friday = new(2026, 10, 2);
    private static readonly WorkingDays Days = new([new DateOnly(2026, 10, 6)]);

    [Fact]
    public void OneLineOnePayout_NothingElseFits_IsExactAndOnly()
    {
        var suggestion = Assert.Single(For([Line(7606, 0, "STRIPE")], [Payout("po_1", 7606, 0)]));
        Assert.Equal((SuggestionKind.Exact, 0L, true), (suggestion.Kind, suggestion.DifferencePence, suggestion.IsOnly));
        Assert.Equal(["£76.06 is the amount of the payout", "On the bank on the day it was due", "The text says STRIPE", "Nothing else fits"], suggestion.Reasons);
    }

    /// <summary>Friday; then Monday 1, Tuesday a holiday, Wednesday 2, Thursday 3, Friday 4.</summary>
    [Theory]
    [InlineData(-1, SuggestionKind.Late), InlineData(0, SuggestionKind.Exact), InlineData(1, SuggestionKind.Exact), InlineData(3, SuggestionKind.Exact), InlineData(6, SuggestionKind.Exact), InlineData(7, SuggestionKind.Late)]
    public void SameAmount_DaysAfterDue_IsInTimeForThreeWorkingDays(int days, SuggestionKind kind)
    {
        var suggestion = Assert.Single(For([Line(7606, days)], [Payout("po_1", 7606, 0)]));
        Assert.Equal((kind, kind == SuggestionKind.Exact), (suggestion.Kind, suggestion.IsOnly));
    }

    [Fact]
    public void SameAmount_MonthsLater_IsNothing() => Assert.Empty(For([Line(7606, 90)], [Payout("po_1", 7606, 0)]));

    [Fact]
    public void TwoPayoutsOfOneAmount_TraceInTheText_GoesFirstButIsNotOnly()
    {
        var suggestion = Assert.Single(For([Line(7606, 0, "STRIPE AB-12 34")], [Payout("po_1", 7606, 0), Payout("po_2", 7606, 0, "AB1234")]));
        Assert.Equal(["po_2"], suggestion.Payouts);
        Assert.False(suggestion.IsOnly);
        Assert.Contains("One other would fit as well", suggestion.Reasons);
        Assert.Contains("The text has the payout’s trace id", suggestion.Reasons);
    }

    [Fact]
    public void TwoLinesOfOneAmount_OnePayout_IsNotOnly() => Assert.All(For([Line(7606, 0), Line(7606, 1)], [Payout("po_1", 7606, 0)]), s => Assert.False(s.IsOnly));

    [Fact]
    public void TwoPayouts_InOneLine_AreMerged()
    {
        var suggestion = Assert.Single(For([Line(10000, 1)], [Payout("po_1", 4000, 0), Payout("po_2", 6000, 1), Payout("po_3", 5999, 1)]));
        Assert.Equal((SuggestionKind.Merged, 0L, false), (suggestion.Kind, suggestion.DifferencePence, suggestion.IsOnly));
        Assert.Equal(["po_1", "po_2"], suggestion.Payouts);
    }

    [Fact]
    public void NegativePayout_MergedWithAPositive_Fits() => Assert.Equal(["po_1", "po_2"], Assert.Single(For([Line(5000, 1)], [Payout("po_1", 6000, 0), Payout("po_2", -1000, 1)])).Payouts);

    [Fact]
    public void NegativePayout_AsDebit_IsExact()
    {
        Assert.Equal(SuggestionKind.Exact, Assert.Single(For([Line(-2500, 0)], [Payout("po_1", -2500, 0)])).Kind);
        Assert.Empty(For([Line(2500, 0)], [Payout("po_1", -2500, 0)]));
    }

    [Fact]
    public void OnePayout_InTwoLines_IsSplit()
    {
        var suggestion = Assert.Single(For([Line(4000, 0), Line(6000, 1), Line(1, 1)], [Payout("po_1", 10000, 0)]));
        Assert.Equal((SuggestionKind.Split, 2), (suggestion.Kind, suggestion.Lines.Count));
    }

    [Theory]
    [InlineData(9965, "STRIPE", true)]
    [InlineData(9965, "RENT", false)]
    [InlineData(9499, "STRIPE", false)]
    [InlineData(10035, "STRIPE", false)]
    public void ALittleMissing_WithStripesName_IsNear(long pence, string text, bool found)
    {
        var suggestions = For([Line(pence, 0, text)], [Payout("po_1", 10000, 0)]);
        Assert.Equal(found, suggestions.Count == 1);
        if (found) Assert.Equal((SuggestionKind.Near, -35L, false), (suggestions[0].Kind, suggestions[0].DifferencePence, suggestions[0].IsOnly));
    }

    [Fact]
    public void AnyLinesAndPayouts_Suggested_AreUsedOnceAndAddUp() => Gen.Select(
        Gen.Select(Gen.Long[-300, 900], Gen.Int[0, 12], Gen.Int[0, 2].Select(i => new[] { "STRIPE", "RENT", "STRIPE TR01" }[i])).Array[0, 14],
        Gen.Select(Gen.Long[-300, 900], Gen.Int[0, 9], Gen.Int[0, 2].Select(i => new[] { null, "TR01", "TR02" }[i])).Array[0, 14]).Sample((lineSeeds, payoutSeeds) =>
    {
        var lines = lineSeeds.Where(l => l.Item1 != 0).Select(l => Line(l.Item1, l.Item2, l.Item3)).ToList();
        var payouts = payoutSeeds.Where(p => p.Item1 != 0).Select((p, i) => Payout($"po_{i}", p.Item1, p.Item2, p.Item3)).ToList();
        var suggestions = For(lines, payouts);
        Assert.Equal(suggestions.SelectMany(s => s.Lines).Distinct().Count(), suggestions.Sum(s => s.Lines.Count));
        Assert.Equal(suggestions.SelectMany(s => s.Payouts).Distinct().Count(), suggestions.Sum(s => s.Payouts.Count));
        foreach (var suggestion in suggestions)
        {
            var difference = lines.Where(l => suggestion.Lines.Contains(l.LineId)).Sum(l => l.AmountPence) - payouts.Where(p => suggestion.Payouts.Contains(p.PayoutId)).Sum(p => p.AmountPence);
            Assert.Equal(difference, suggestion.DifferencePence);
            Assert.Equal(suggestion.Kind == SuggestionKind.Near, difference != 0);
            Assert.True(suggestion.Lines.Count == 1 || suggestion.Payouts.Count == 1);
            if (suggestion.IsOnly) Assert.Single(payouts, p => p.AmountPence == lines.Single(l => l.LineId == suggestion.Lines[0]).AmountPence && InTime(lines.Single(l => l.LineId == suggestion.Lines[0]).Date, p.ArrivalDate));
        }
    });

    private static bool InTime(DateOnly date, DateOnly due) => date >= due && Days.Between(due, date) <= 3;

    private static IReadOnlyList<Suggestion> For(IReadOnlyList<LineToMatch> lines, IReadOnlyList<PayoutToMatch> payouts) => Suggestions.For(lines, payouts, Days);

    private static LineToMatch Line(long pence, int days, string text = "BGC") => new(Guid.CreateVersion7(), Friday.AddDays(days), pence, text);

    private static PayoutToMatch Payout(string id, long pence, int days, string? trace = null) => new(id, pence, Friday.AddDays(days), null, trace);
}
