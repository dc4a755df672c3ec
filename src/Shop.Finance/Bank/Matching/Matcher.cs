using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Finance.Suspense;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank.Matching;

/// <summary>What a person, or the council's policy, says are the same money: made and undone here, with its journals and its record.</summary>
internal sealed class Matcher(
    ShopDbContext db, BankJournals ledger, SuspenseItems suspense, PayoutsToMatch payoutsToMatch, IMediator mediator, TimeProvider clock, ILogger<Matcher> log)
{
    /// <summary>
    /// Posts each line (bank against payouts in transit), puts the difference into suspense, settles what was missing. Refuses, and
    /// then changes nothing, when the choice does not fit together.
    /// </summary>
    /// <param name="by">Null for the policy.</param>
    /// <param name="restToSuspense">Whether a difference may go to suspense.</param>
    public async Task<ConfirmMatchResult> ConfirmAsync(
        Actor? by, IReadOnlyList<Guid> lineIds, IReadOnlyList<string> payoutIds, SuggestionKind? kind, string? reason, bool restToSuspense, CancellationToken ct)
    {
        if (lineIds.Count == 0 || (payoutIds.Count == 0 && lineIds.Count == 1)) return new ConfirmMatchResult.NothingChosen();
        var lines = await LinesAsync(lineIds, ct);
        var payouts = await payoutsToMatch.FindAsync(payoutIds, ct);
        if (lines.Count != lineIds.Distinct().Count() || lines.Any(l => l.State.State is not (LineState.Open or LineState.Suspense)) || payouts.Count != payoutIds.Distinct(StringComparer.Ordinal).Count())
            return new ConfirmMatchResult.NotOpen();
        var difference = lines.Sum(l => l.Line.AmountPence) - payouts.Sum(p => p.AmountPence);
        if (lines.Count > 1 && payouts.Count > 1 && (difference != 0 || !GoOneWay(lines, payouts))) return new ConfirmMatchResult.ManyToMany();
        if (difference != 0 && (!restToSuspense || payouts.Count == 0)) return new ConfirmMatchResult.Differs(difference);
        if (!string.IsNullOrWhiteSpace(reason) ? !Reasons.IsGiven(reason) : difference != 0 || payouts.Count == 0) return new ConfirmMatchResult.ReasonMissing();
        var match = new BankMatch(kind, lines.Select(l => l.Line), payouts, by, string.IsNullOrWhiteSpace(reason) ? "The amounts are the same" : reason.Trim(), clock.UtcNow());
        db.Add(match);
        await PostAsync(match, lines, payouts, by, ct);
        await SettleAsync(match, payouts, ct);
        await mediator.Publish(new Audited(by, "matched bank lines", Words(match), "to explain", "matched", match.Reason), ct);
        log.LogInformation("Match {MatchId} of {Lines} bank lines and {Payouts} payouts confirmed by {StaffId}", match.Id, lines.Count, payouts.Count, by?.StaffId);
        return new ConfirmMatchResult.Confirmed(match.Id, difference);
    }

    /// <summary>Mirrors what the match posted; its lines and payouts are open again. Refuses, changing nothing, when it is undone or its difference was cleared.</summary>
    public async Task<UndoMatchResult> UndoAsync(Actor by, Guid matchId, string reason, CancellationToken ct)
    {
        var match = await db.Set<BankMatch>().Include(m => m.Lines).Include(m => m.Payouts).SingleOrDefaultAsync(m => m.Id == matchId && m.IsLive, ct);
        if (match is null) return UndoMatchResult.NotLive;
        if (await suspense.FindAsync(SuspenseSource.MatchDifference, match.Id.ToString(), ct) is { State: SuspenseState.Cleared }) return UndoMatchResult.DifferenceCleared;
        foreach (var (_, state) in await LinesAsync([.. match.Lines.Select(l => l.LineId)], ct))
        {
            await ledger.TakeBackAsync(state, by, reason, ct);
            state.Become(LineState.Open);
        }

        match.Undo(by, reason, clock.UtcNow());
        await suspense.SettleAsync(SuspenseSource.MatchDifference, match.Id.ToString(), "The match was undone.", ct);
        foreach (var payout in match.Payouts) await suspense.PutBackAsync(SuspenseSource.MissingPayout, payout.PayoutId, ct);
        await mediator.Publish(new Audited(by, "undid a match of bank lines", Words(match), "matched", "to explain", reason), ct);
        log.LogInformation("Staff {StaffId} undid match {MatchId}", by.StaffId, match.Id);
        return UndoMatchResult.Undone;
    }

    /// <summary>Dr bank / Cr suspense, and an item as old as the line. Does nothing unless the line is open.</summary>
    public async Task SuspendAsync(BankLine line, BankLineState state, Actor? by, string why, CancellationToken ct)
    {
        if (state.State != LineState.Open) return;
        await ledger.PostReceiptAsync(line, state, [], by, why, ct);
        state.Become(LineState.Suspense);
        await suspense.OpenAsync(SuspenseSource.BankLine, line.Id.ToString(), line.AmountPence, ItemWords(line, why), line.Date, ct);
        await suspense.PutBackAsync(SuspenseSource.BankLine, line.Id.ToString(), ct);
    }

    /// <summary>Takes a line out of suspense again: the mirror, and its item settled. Does nothing unless it is there.</summary>
    public async Task TakeOutOfSuspenseAsync(BankLineState state, Actor? by, string why, CancellationToken ct)
    {
        if (state.State != LineState.Suspense) return;
        await ledger.TakeBackAsync(state, by, why, ct);
        await suspense.SettleAsync(SuspenseSource.BankLine, state.LineId.ToString(), why, ct);
    }

    public async Task<IReadOnlyList<(BankLine Line, BankLineState State)>> LinesAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var lines = await db.Set<BankLine>().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Date).ThenBy(l => l.Row).ThenBy(l => l.Id).ToListAsync(ct);
        var states = await db.Set<BankLineState>().Where(s => ids.Contains(s.LineId)).ToDictionaryAsync(s => s.LineId, ct);
        return [.. lines.Select(l => (l, states[l.Id]))];
    }

    /// <summary>Each line takes of the payouts, in order of time, until it is full; the last one takes what is left of them, and what is over or short stays with it.</summary>
    private async Task PostAsync(BankMatch match, IReadOnlyList<(BankLine Line, BankLineState State)> lines, IReadOnlyList<PayoutToMatch> payouts, Actor? by, CancellationToken ct)
    {
        var left = payouts.Select(p => (p.PayoutId, Pence: p.AmountPence)).ToList();
        foreach (var (line, state) in lines)
        {
            await TakeOutOfSuspenseAsync(state, by, "Matched with its payout.", ct);
            var parts = line.Id == lines[^1].Line.Id ? left : Take(left, line.AmountPence);
            await ledger.PostReceiptAsync(line, state, parts, by, match.Reason, ct);
            state.Become(LineState.Matched, match.Id);
        }
    }

    /// <summary>Takes so much of the payouts, the first ones first; of the last one even more than there is.</summary>
    private static List<(string PayoutId, long Pence)> Take(List<(string PayoutId, long Pence)> left, long pence)
    {
        var taken = new List<(string PayoutId, long Pence)>();
        while (pence != 0 && left.Count > 0)
        {
            var (payout, has) = left[0];
            var part = left.Count > 1 && Math.Abs(has) <= Math.Abs(pence) ? has : pence;
            taken.Add((payout, part));
            pence -= part;
            if (part == has && left.Count > 1) left.RemoveAt(0);
            else left[0] = (payout, has - part);
        }

        return taken;
    }

    private static bool GoOneWay(IReadOnlyList<(BankLine Line, BankLineState State)> lines, IReadOnlyList<PayoutToMatch> payouts) =>
        lines.Select(l => l.Line.AmountPence).Concat(payouts.Select(p => p.AmountPence)).Select(Math.Sign).Distinct().Count() == 1;

    private async Task SettleAsync(BankMatch match, IReadOnlyList<PayoutToMatch> payouts, CancellationToken ct)
    {
        foreach (var payout in payouts) await suspense.SettleAsync(SuspenseSource.MissingPayout, payout.PayoutId, "It is on the bank.", ct);
        if (match.DifferencePence != 0)
            await suspense.OpenAsync(SuspenseSource.MatchDifference, match.Id.ToString(), match.DifferencePence, Cut($"{Words(match)}: {match.Reason}"), ct);
    }

    private static string ItemWords(BankLine line, string why) => Cut($"{line.Text}: {why}");

    private static string Words(BankMatch match)
    {
        var payouts = match.Payouts.Count == 0 ? "no payout" : string.Join(", ", match.Payouts.Select(p => p.PayoutId).Take(6)) + (match.Payouts.Count > 6 ? " and more" : "");
        return Cut($"{new Money(match.Lines.Sum(l => l.AmountPence))} on the bank with {payouts}");
    }

    private static string Cut(string text) => text.Length <= 480 ? text : text[..480];
}
