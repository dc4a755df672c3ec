using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank.Matching;

/// <summary>
/// Looks at all that is open on the bank, after each import and every hour: confirms exact matches where the account's policy says so;
/// puts lines into suspense that fit nothing, or that nobody confirmed within three working days; makes an item of each
/// payout that is not on the bank three working days after it was due, and settles that of one that failed. Doing it again changes nothing.
/// </summary>
public sealed record SweepBank : ICommand<SweepBankResult>;

/// <param name="Matched">Matches confirmed by the policy.</param>
/// <param name="Suspended">Lines put into suspense.</param>
/// <param name="Missing">Payouts that became items.</param>
public sealed record SweepBankResult(int Matched, int Suspended, int Missing);

internal sealed class SweepBankHandler(ShopDbContext db, Matcher matcher, OpenBank open, PayoutsToMatch payoutsToMatch, SuspenseItems suspense, BankDays days, TimeProvider clock)
    : IRequestHandler<SweepBank, SweepBankResult>
{
    private const int Patience = 3;
    private const string FitsNothing = "No payout fits it.";
    private const string NotConfirmed = "It may be a payout, but nobody confirmed it within 3 working days.";

    public async Task<SweepBankResult> Handle(SweepBank request, CancellationToken cancellationToken)
    {
        var lines = await open.LinesAsync(cancellationToken);
        var payouts = await payoutsToMatch.AroundAsync(lines, cancellationToken);
        var suggestions = Suggestions.For(lines.Select(l => l.ToMatch), payouts, days.Days);
        var matched = await ConfirmAsync(lines, suggestions, cancellationToken);
        var suspended = await SuspendAsync(lines, suggestions, matched, cancellationToken);
        var missing = await MissingAsync(suggestions, cancellationToken);
        await SettleFailedAsync(cancellationToken);
        return new SweepBankResult(matched.Count, suspended, missing);
    }

    private async Task<HashSet<Guid>> ConfirmAsync(IReadOnlyList<OpenLine> lines, IReadOnlyList<Suggestion> suggestions, CancellationToken ct)
    {
        var asked = await db.Set<BankAccount>().Where(a => !a.ConfirmsExactMatches).Select(a => a.Id).ToListAsync(ct);
        var sure = suggestions.Where(s => s is { Kind: SuggestionKind.Exact, IsOnly: true }).ToList();
        var undone = await UndoneAsync([.. sure.Select(s => s.Lines[0])], ct);
        var matched = new HashSet<Guid>();
        foreach (var suggestion in sure)
        {
            if (undone.Contains((suggestion.Lines[0], suggestion.Payouts[0]))) continue;
            if (asked.Contains(lines.Single(l => l.ToMatch.LineId == suggestion.Lines[0]).AccountId)) continue;
            if (await matcher.ConfirmAsync(null, suggestion.Lines, suggestion.Payouts, suggestion.Kind, "Confirmed by policy: nothing else fits.", false, ct) is ConfirmMatchResult.Confirmed)
                matched.Add(suggestion.Lines[0]);
        }

        return matched;
    }

    /// <summary>The pairs that a person took apart: the policy does not put them together again.</summary>
    private async Task<HashSet<(Guid LineId, string PayoutId)>> UndoneAsync(IReadOnlyList<Guid> lines, CancellationToken ct)
    {
        var pairs = await (
            from match in db.Set<BankMatch>()
            from line in match.Lines
            from payout in match.Payouts
            where !match.IsLive && lines.Contains(line.LineId)
            select new { line.LineId, payout.PayoutId }).ToListAsync(ct);
        return [.. pairs.Select(p => (p.LineId, p.PayoutId))];
    }

    private async Task<int> SuspendAsync(IReadOnlyList<OpenLine> lines, IReadOnlyList<Suggestion> suggestions, HashSet<Guid> matched, CancellationToken ct)
    {
        var suggested = suggestions.SelectMany(s => s.Lines).ToHashSet();
        var waiting = lines.Where(l => l.State == LineState.Open && !matched.Contains(l.ToMatch.LineId)
            && (!suggested.Contains(l.ToMatch.LineId) || days.Days.Between(l.ToMatch.Date, clock.Today()) > Patience)).Select(l => l.ToMatch.LineId).ToList();
        foreach (var (line, state) in await matcher.LinesAsync(waiting, ct))
            await matcher.SuspendAsync(line, state, null, suggested.Contains(line.Id) ? NotConfirmed : FitsNothing, ct);
        return waiting.Count;
    }

    private async Task<int> MissingAsync(IReadOnlyList<Suggestion> suggestions, CancellationToken ct)
    {
        var suggested = suggestions.SelectMany(s => s.Payouts).ToHashSet(StringComparer.Ordinal);
        var missing = (await payoutsToMatch.DueAsync(clock.Today(), ct))
            .Where(p => !suggested.Contains(p.PayoutId) && days.Days.Between(p.ArrivalDate, clock.Today()) > Patience).ToList();
        foreach (var payout in missing)
            await suspense.OpenAsync(
                SuspenseSource.MissingPayout, payout.PayoutId, payout.AmountPence, string.Create(CultureInfo.InvariantCulture, $"Payout {payout.PayoutId} of {new Money(payout.AmountPence)} was due on {payout.ArrivalDate:d MMMM yyyy} and is on no statement."),
                payout.ArrivalDate, ct);
        return missing.Count;
    }

    private async Task SettleFailedAsync(CancellationToken ct)
    {
        var ids = await db.Set<SuspenseItem>().Where(i => i.Source == SuspenseSource.MissingPayout && i.State == SuspenseState.Open).Select(i => i.SourceId).ToListAsync(ct);
        foreach (var failed in await payoutsToMatch.FailedAsync(ids, ct))
            await suspense.SettleAsync(SuspenseSource.MissingPayout, failed, "The payout failed: its money is back at Stripe.", ct);
    }
}
