using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank.Matching;

/// <summary>All that may be matched: bank lines on the left, payouts on the right, and what probably belongs together.</summary>
/// <param name="Search">Part of a text, an amount or a payout's id; lines and payouts without it are not shown unless chosen. Suggestions are always of all.</param>
public sealed record GetMatching(IReadOnlyList<Guid> Lines, IReadOnlyList<string> Payouts, string? Search) : IQuery<MatchingView>;

/// <param name="ChosenLinesPence">Sum of the lines chosen.</param>
/// <param name="ChosenPayoutsPence">Sum of the payouts chosen.</param>
public sealed record MatchingView(
    IReadOnlyList<MatchLine> Lines, IReadOnlyList<MatchPayout> Payouts, IReadOnlyList<MatchSuggestion> Suggestions, long ChosenLinesPence, long ChosenPayoutsPence, IReadOnlyList<MatchRow> Recent)
{
    public long DifferencePence => ChosenLinesPence - ChosenPayoutsPence;
}

/// <param name="AmountPence">What came in above zero.</param>
public sealed record MatchLine(Guid Id, string Account, DateOnly Date, long AmountPence, string Text, LineState State, bool IsChosen);

public sealed record MatchPayout(string PayoutId, DateOnly ArrivalDate, long AmountPence, string? Descriptor, string? TraceId, bool IsChosen);

public sealed record MatchSuggestion(Suggestion What, IReadOnlyList<MatchLine> Lines, IReadOnlyList<MatchPayout> Payouts);

/// <summary>A match made before. Pence.</summary>
/// <param name="By">Null: by the council's policy.</param>
public sealed record MatchRow(
    Guid Id, SuggestionKind? Kind, long AmountPence, long DifferencePence, IReadOnlyList<Guid> Lines, IReadOnlyList<string> Payouts, string? By, DateTime At, string Reason, string? UndoneBy, DateTime? UndoneAt, string? UndoneWhy);

/// <summary>One match with its lines; null when unknown.</summary>
public sealed record GetMatch(Guid Id) : IQuery<MatchView?>;

public sealed record MatchView(MatchRow Match, IReadOnlyList<LineRow> Lines, IReadOnlyList<(string PayoutId, long AmountPence)> Payouts);

internal sealed class GetMatchingHandler(ShopDbContext db, OpenBank open, PayoutsToMatch payoutsToMatch, BankDays days) : IRequestHandler<GetMatching, MatchingView>, IRequestHandler<GetMatch, MatchView?>
{
    private const int Recent = 20;

    public async Task<MatchingView> Handle(GetMatching request, CancellationToken cancellationToken)
    {
        var openLines = await open.LinesAsync(cancellationToken);
        var openPayouts = await payoutsToMatch.ListAsync(openLines, cancellationToken);
        var accounts = await db.Set<BankAccount>().ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        var lines = openLines.Select(l => new MatchLine(l.ToMatch.LineId, accounts[l.AccountId], l.ToMatch.Date, l.ToMatch.AmountPence, l.ToMatch.Text, l.State, request.Lines.Contains(l.ToMatch.LineId))).ToList();
        var payouts = openPayouts.Select(p => new MatchPayout(p.PayoutId, p.ArrivalDate, p.AmountPence, p.Descriptor, p.TraceId, request.Payouts.Contains(p.PayoutId))).ToList();
        var suggestions = Suggestions.For(openLines.Select(l => l.ToMatch), openPayouts, days.Days)
            .Select(s => new MatchSuggestion(s, [.. lines.Where(l => s.Lines.Contains(l.Id))], [.. payouts.Where(p => s.Payouts.Contains(p.PayoutId))])).ToList();
        var search = new MatchSearch(request.Search);
        return new MatchingView(
            [.. lines.Where(l => l.IsChosen || search.Fits(l.AmountPence, l.Text)).OrderBy(l => l.Date)], [.. payouts.Where(p => p.IsChosen || search.Fits(p.AmountPence, p.PayoutId, p.Descriptor, p.TraceId))], suggestions,
            lines.Where(l => l.IsChosen).Sum(l => l.AmountPence), payouts.Where(p => p.IsChosen).Sum(p => p.AmountPence),
            [.. (await db.Set<BankMatch>().AsNoTracking().Include(m => m.Lines).Include(m => m.Payouts).AsSplitQuery().OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Recent).ToListAsync(cancellationToken)).Select(Row)]);
    }

    public async Task<MatchView?> Handle(GetMatch request, CancellationToken cancellationToken)
    {
        var match = await db.Set<BankMatch>().AsNoTracking().Include(m => m.Lines).Include(m => m.Payouts).AsSplitQuery().SingleOrDefaultAsync(m => m.Id == request.Id, cancellationToken);
        if (match is null) return null;
        var ids = match.Lines.Select(l => l.LineId).ToList();
        var lines = await (
            from line in db.Set<BankLine>()
            join state in db.Set<BankLineState>() on line.Id equals state.LineId
            where ids.Contains(line.Id)
            orderby line.Date, line.Id
            select new LineRow(line.Id, line.Row, line.Date, line.AmountPence, line.Text, line.Type, state.State, state.MatchId, state.Reason)).ToListAsync(cancellationToken);
        return new MatchView(Row(match), lines, [.. match.Payouts.Select(p => (p.PayoutId, p.AmountPence))]);
    }

    private static MatchRow Row(BankMatch m) => new(
        m.Id, m.Kind, m.Lines.Sum(l => l.AmountPence), m.DifferencePence, [.. m.Lines.Select(l => l.LineId)], [.. m.Payouts.Select(p => p.PayoutId)], m.By, m.At, m.Reason, m.UndoneBy, m.UndoneAt, m.UndoneWhy);
}

/// <summary>A word, or an amount as people type it.</summary>
internal sealed class MatchSearch(string? text)
{
    private readonly string _text = text?.Trim() ?? "";
    private readonly long? _pence = Reading.ReadText.Pence(text?.Trim() ?? "", '.');

    public bool Fits(long amountPence, params string?[] words) =>
        _text.Length == 0 || (_pence is { } pence && Math.Abs(amountPence) == Math.Abs(pence)) || words.Any(w => w is not null && w.Contains(_text, StringComparison.OrdinalIgnoreCase));
}
