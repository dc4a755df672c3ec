using Shop.Kernel;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank.Matching;

/// <summary>A bank line that may be matched. Pence, what came in above zero.</summary>
internal sealed record LineToMatch(Guid LineId, DateOnly Date, long AmountPence, string Text);

/// <summary>A payout that should be on the bank. Pence; below zero where Stripe takes money from the bank.</summary>
internal sealed record PayoutToMatch(string PayoutId, long AmountPence, DateOnly ArrivalDate, string? Descriptor, string? TraceId);

/// <summary>How lines and payouts fit together.</summary>
public enum SuggestionKind
{
    /// <summary>One line is one payout, to the penny and in time.</summary>
    Exact,

    /// <summary>The bank put several payouts into one line.</summary>
    Merged,

    /// <summary>One payout came in several lines.</summary>
    Split,

    /// <summary>To the penny, but not in time.</summary>
    Late,

    /// <summary>In time, but a little is missing: a charge of the bank.</summary>
    Near,
}

/// <param name="DifferencePence">Lines less payouts.</param>
/// <param name="Reasons">Sentences for the officer, the strongest first.</param>
/// <param name="IsOnly">Nothing else fits this line or this payout: it may be confirmed without a person, where the council wants that.</param>
public sealed record Suggestion(SuggestionKind Kind, IReadOnlyList<Guid> Lines, IReadOnlyList<string> Payouts, long DifferencePence, IReadOnlyList<string> Reasons, bool IsOnly);

/// <summary>
/// Which lines are which payouts: by amount and arrival date first, by text and trace id second (banks change texts). A line and a payout
/// are in one suggestion at most. Says nothing about money that fits nothing.
/// </summary>
internal sealed class Suggestions
{
    private const int WorkingDaysToArrive = 3;
    private const int LatestWorkingDays = 20;
    private const long LargestChargePence = 2500;
    private const int Considered = 12;
    private const int MostMerged = 6;
    private readonly WorkingDays _days;
    private readonly List<LineToMatch> _lines;
    private readonly List<PayoutToMatch> _payouts;
    private readonly List<Suggestion> _found = [];

    private Suggestions(IEnumerable<LineToMatch> lines, IEnumerable<PayoutToMatch> payouts, WorkingDays days)
    {
        _days = days;
        _lines = [.. lines.OrderBy(l => l.Date).ThenBy(l => l.LineId)];
        _payouts = [.. payouts.OrderBy(p => p.ArrivalDate).ThenBy(p => p.PayoutId, StringComparer.Ordinal)];
    }

    public static IReadOnlyList<Suggestion> For(IEnumerable<LineToMatch> lines, IEnumerable<PayoutToMatch> payouts, WorkingDays days)
    {
        var suggestions = new Suggestions(lines, payouts, days);
        suggestions.Exact();
        suggestions.Merged();
        suggestions.Split();
        suggestions.Late();
        suggestions.Near();
        return suggestions._found;
    }

    private void Exact()
    {
        var pairs = Pairs((line, payout) => line.AmountPence == payout.AmountPence && InTime(line, payout));
        var (ofLine, ofPayout) = (pairs.CountBy(p => p.Line.LineId).ToDictionary(), pairs.CountBy(p => p.Payout.PayoutId).ToDictionary());
        Take(pairs, SuggestionKind.Exact, (line, payout) =>
        {
            var others = Math.Max(ofLine[line.LineId], ofPayout[payout.PayoutId]) - 1;
            return ([$"{new Money(line.AmountPence)} is the amount of the payout", Arrived(line, payout), .. Words(line, [payout]),
                others == 0 ? "Nothing else fits" : others == 1 ? "One other would fit as well" : $"{others} others would fit as well"], others == 0);
        });
    }

    private void Late() => Take(
        Pairs((line, payout) => line.AmountPence == payout.AmountPence && line.Date >= payout.ArrivalDate.AddDays(-1) && _days.Between(payout.ArrivalDate, line.Date) <= LatestWorkingDays),
        SuggestionKind.Late, (line, payout) => ([$"{new Money(line.AmountPence)} is the amount of the payout", Arrived(line, payout), .. Words(line, [payout])], false));

    private void Near() => Take(
        Pairs((line, payout) => InTime(line, payout) && IsCharge(payout.AmountPence - line.AmountPence, payout.AmountPence) && (IsNamed(line) || HasTrace(line, payout))),
        SuggestionKind.Near, (line, payout) => ([$"{new Money(payout.AmountPence - line.AmountPence)} less than the payout: perhaps a charge of the bank", Arrived(line, payout), .. Words(line, [payout])], false));

    private static bool IsCharge(long missing, long payout) => missing > 0 && missing <= LargestChargePence && missing * 20 <= Math.Abs(payout);

    private void Merged()
    {
        foreach (var line in _lines.ToList())
        {
            var near = _payouts.Where(p => InTime(line, p)).TakeLast(Considered).ToList();
            var sums = Subsets(near, p => p.AmountPence, line.AmountPence, MostMerged);
            if (sums.Count == 0) continue;
            var best = sums.OrderBy(s => s.Count).ThenBy(s => s[^1].ArrivalDate.DayNumber - s[0].ArrivalDate.DayNumber).First();
            Add(SuggestionKind.Merged, [line], best, [$"{best.Count} payouts add up to {new Money(line.AmountPence)}", Arrived(line, best[^1]), .. Words(line, best), .. Others(sums.Count)]);
        }
    }

    private void Split()
    {
        foreach (var payout in _payouts.ToList())
        {
            var near = _lines.Where(l => InTime(l, payout) && Math.Sign(l.AmountPence) == Math.Sign(payout.AmountPence)).Take(Considered).ToList();
            var sums = Subsets(near, l => l.AmountPence, payout.AmountPence, MostMerged);
            if (sums.Count == 0) continue;
            var best = sums.OrderBy(s => s.Count).First();
            Add(SuggestionKind.Split, best, [payout], [$"{best.Count} lines add up to the payout of {new Money(payout.AmountPence)}", Arrived(best[^1], payout), .. Words(best[0], [payout]), .. Others(sums.Count)]);
        }
    }

    private static IEnumerable<string> Others(int sums) => sums == 1 ? [] : [$"{sums} combinations add up: look closely"];

    /// <summary>The strongest pairs first; each line and payout once.</summary>
    private void Take(List<(LineToMatch Line, PayoutToMatch Payout)> pairs, SuggestionKind kind, Func<LineToMatch, PayoutToMatch, (IReadOnlyList<string> Reasons, bool IsOnly)> why)
    {
        foreach (var (line, payout) in pairs.OrderByDescending(p => HasTrace(p.Line, p.Payout)).ThenBy(p => Math.Abs(p.Line.AmountPence - p.Payout.AmountPence))
            .ThenBy(p => Math.Abs(_days.Between(p.Payout.ArrivalDate, p.Line.Date))).ThenByDescending(p => IsNamed(p.Line)).ThenBy(p => p.Payout.ArrivalDate))
        {
            if (!_lines.Contains(line) || !_payouts.Contains(payout)) continue;
            var (reasons, isOnly) = why(line, payout);
            Add(kind, [line], [payout], reasons, isOnly);
        }
    }

    private void Add(SuggestionKind kind, IReadOnlyList<LineToMatch> lines, IReadOnlyList<PayoutToMatch> payouts, IReadOnlyList<string> reasons, bool isOnly = false)
    {
        foreach (var line in lines) _lines.Remove(line);
        foreach (var payout in payouts) _payouts.Remove(payout);
        _found.Add(new Suggestion(
            kind, [.. lines.Select(l => l.LineId)], [.. payouts.Select(p => p.PayoutId)], lines.Sum(l => l.AmountPence) - payouts.Sum(p => p.AmountPence), reasons, isOnly));
    }

    private List<(LineToMatch Line, PayoutToMatch Payout)> Pairs(Func<LineToMatch, PayoutToMatch, bool> fits) =>
        [.. from line in _lines from payout in _payouts where Math.Sign(line.AmountPence) == Math.Sign(payout.AmountPence) && fits(line, payout) select (line, payout)];

    private bool InTime(LineToMatch line, PayoutToMatch payout) => line.Date >= payout.ArrivalDate && _days.Between(payout.ArrivalDate, line.Date) <= WorkingDaysToArrive;

    private string Arrived(LineToMatch line, PayoutToMatch payout)
    {
        var days = _days.Between(payout.ArrivalDate, line.Date);
        return line.Date == payout.ArrivalDate ? "On the bank on the day it was due"
            : line.Date < payout.ArrivalDate ? "On the bank before it was due"
            : days switch
            {
                0 => "On the bank on the first working day after it was due",
                1 => "1 working day after it was due",
                _ => $"{days} working days after it was due",
            };
    }

    private static IEnumerable<string> Words(LineToMatch line, IReadOnlyList<PayoutToMatch> payouts)
    {
        if (payouts.Any(p => HasTrace(line, p))) yield return "The text has the payout’s trace id";
        else if (payouts.Any(p => p.Descriptor is { Length: > 3 } d && Plain(line.Text).Contains(Plain(d), StringComparison.Ordinal))) yield return "The text has the payout’s description";
        else if (IsNamed(line)) yield return "The text says STRIPE";
    }

    private static bool IsNamed(LineToMatch line) => line.Text.Contains("STRIPE", StringComparison.OrdinalIgnoreCase);

    private static bool HasTrace(LineToMatch line, PayoutToMatch payout) => payout.TraceId is { Length: >= 4 } trace && Plain(line.Text).Contains(Plain(trace), StringComparison.Ordinal);

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>The sets of two or more that add up; at most twelve candidates, so at most 4,096 sets are looked at.</summary>
    private static List<List<T>> Subsets<T>(List<T> from, Func<T, long> amount, long sum, int most)
    {
        var found = new List<List<T>>();
        for (var set = 3; set < 1 << from.Count; set++)
        {
            var count = System.Numerics.BitOperations.PopCount((uint)set);
            if (count < 2 || count > most) continue;
            long total = 0;
            for (var i = 0; i < from.Count; i++) if ((set >> i & 1) == 1) total += amount(from[i]);
            if (total == sum) found.Add([.. from.Where((_, i) => (set >> i & 1) == 1)]);
        }

        return found;
    }
}
