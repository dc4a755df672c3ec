using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalogue.Contracts;
using Shop.Finance.Bank;
using Shop.Finance.Ledger;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>
/// A finance officer moves an item's money to the codes it belongs to: one journal, whose parts sum to the item. Never to suspense.
/// Does nothing when somebody else changed the item since the officer saw it. Audited.
/// </summary>
/// <param name="Version">Of the item as the officer saw it.</param>
/// <param name="Reason">Kept in the journal.</param>
public sealed record ClearSuspense(Actor By, Guid ItemId, int Version, IReadOnlyList<ClearingPart> Parts, string? Reason) : ICommand<ClearSuspenseResult>;

/// <param name="Account">One of <see cref="ClearingAccounts"/>.</param>
/// <param name="CostCentre">With income only, as the subjective.</param>
/// <param name="AmountPence">Of the item's sign.</param>
public sealed record ClearingPart(string Account, string? CostCentre, string? Subjective, string? VatCode, long AmountPence);

/// <summary>Whatever is not <see cref="Cleared"/> changed nothing.</summary>
public abstract record ClearSuspenseResult
{
    public sealed record Cleared : ClearSuspenseResult;

    public sealed record ReasonMissing : ClearSuspenseResult;

    /// <param name="LeftPence">What the parts are short of the item.</param>
    public sealed record DoesNotSum(long LeftPence) : ClearSuspenseResult;

    /// <param name="Part">Its place, from 0.</param>
    public sealed record PartRefused(int Part, string Message) : ClearSuspenseResult;

    /// <summary>Nothing of it was posted to suspense, so nothing can be moved from there.</summary>
    public sealed record NotInSuspense : ClearSuspenseResult;

    /// <summary>Unknown, cleared, or changed since the officer saw it.</summary>
    public sealed record Changed : ClearSuspenseResult;
}

/// <summary>Where money may go from suspense: neither back, nor where a proof against Stripe or the bank would stop to hold.</summary>
public static class ClearingAccounts
{
    public static IReadOnlyList<string> All { get; } =
    [
        LedgerAccount.Income, LedgerAccount.VatOutput, LedgerAccount.CardFees, LedgerAccount.DisputeFees, LedgerAccount.BondsHeld, LedgerAccount.IncomeInAdvance,
        LedgerAccount.RefundsToAllocate, LedgerAccount.RefundsPaidOtherwise, LedgerAccount.WriteOffs,
    ];
}

internal sealed class ClearSuspenseHandler(ShopDbContext db, Journals journals, IMediator mediator, TimeProvider clock, ILogger<ClearSuspenseHandler> log) : IRequestHandler<ClearSuspense, ClearSuspenseResult>
{
    public async Task<ClearSuspenseResult> Handle(ClearSuspense request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return new ClearSuspenseResult.ReasonMissing();
        var item = await db.Set<SuspenseItem>().SingleOrDefaultAsync(i => i.Id == request.ItemId && i.State == SuspenseState.Open, cancellationToken);
        if (item is null || item.Version != request.Version) return new ClearSuspenseResult.Changed();
        var line = await LineOfAsync(db, item, cancellationToken);
        // Somebody else has committed between the two readings.
        if (line is { State: not LineState.Suspense }) return new ClearSuspenseResult.Changed();
        if (Fault(item, request.Parts, await mediator.Send(new GetLedgerCodes(), cancellationToken)) is { } refused) return refused;
        if (!await IsInLedgerAsync(item, cancellationToken)) return new ClearSuspenseResult.NotInSuspense();
        var left = item.AmountPence - request.Parts.Sum(p => p.AmountPence);
        if (left != 0) return new ClearSuspenseResult.DoesNotSum(left);
        var reason = request.Reason!.Trim();
        var earlier = await db.Set<SuspenseClearing>().CountAsync(c => c.ItemId == item.Id, cancellationToken);
        var source = earlier == 0 ? $"suspense:{item.Id}" : $"suspense:{item.Id}:{earlier + 1}";
        var journal = await journals.PostAsync(
            new JournalDraft(source, JournalKind.Suspense, clock.Today(), $"Suspense cleared: {item.Source.InWords()} {item.SourceId}", [.. Postings(item, request.Parts)], request.By, reason), cancellationToken);
        db.Add(new SuspenseClearing(item.Id, journal, reason, request.By.Name, clock.UtcNow()));
        item.Clear(request.By, reason, clock.UtcNow());
        line?.Become(LineState.Explained);
        await mediator.Publish(new Audited(
            request.By, "cleared a suspense item", $"{item.Source.InWords()} {item.SourceId}, {new Money(item.AmountPence)}", "open",
            string.Join("; ", request.Parts.Select(p => $"{new Money(p.AmountPence)} to {p.CostCentre ?? p.Account} {p.Subjective}".TrimEnd())), reason), cancellationToken);
        log.LogInformation("Staff {StaffId} cleared suspense item {ItemId} by journal {JournalId}", request.By.StaffId, item.Id, journal);
        return new ClearSuspenseResult.Cleared();
    }

    /// <summary>Whether the money of the item was posted, so that a journal can move it on: some items only say that two figures differ.</summary>
    private async Task<bool> IsInLedgerAsync(SuspenseItem item, CancellationToken ct) => item.Source switch
    {
        SuspenseSource.PayoutDifference => false,
        SuspenseSource.StripeTransaction => await IsPostedAsync([$"stripe:{item.SourceId}"], ct),
        SuspenseSource.StrayMoney => await IsPostedAsync([$"stray:{item.SourceId}", $"refund-failed:{item.SourceId}", item.SourceId], ct),
        _ => true,
    };

    private Task<bool> IsPostedAsync(IReadOnlyList<string> sources, CancellationToken ct) => (
        from journal in db.Set<Journal>()
        join entry in db.Set<LedgerEntry>() on journal.Id equals entry.JournalId
        where sources.Contains(journal.SourceId) && entry.Account == LedgerAccount.Suspense
        select entry).AnyAsync(ct);

    /// <summary>What became of the bank line behind the item; null where there is none.</summary>
    internal static async Task<BankLineState?> LineOfAsync(ShopDbContext db, SuspenseItem item, CancellationToken ct) =>
        item.Source == SuspenseSource.BankLine && Guid.TryParse(item.SourceId, out var id) ? await db.Set<BankLineState>().SingleOrDefaultAsync(s => s.LineId == id, ct) : null;

    /// <summary>A payout that never came is still in transit; all other unexplained money stands in suspense.</summary>
    private static IEnumerable<LedgerPosting> Postings(SuspenseItem item, IReadOnlyList<ClearingPart> parts)
    {
        var isMissing = item.Source == SuspenseSource.MissingPayout;
        var sign = isMissing ? -1 : 1;
        yield return LedgerPosting.Debit(isMissing ? LedgerAccount.PayoutsInTransit : LedgerAccount.Suspense, sign * item.AmountPence) with
        {
            PayoutId = isMissing ? item.SourceId : null,
            BankLineId = item.Source == SuspenseSource.BankLine ? item.SourceId : null,
        };
        foreach (var part in parts)
            yield return LedgerPosting.Credit(part.Account, sign * part.AmountPence) with { CostCentre = part.CostCentre, Subjective = part.Subjective, VatCode = part.VatCode };
    }

    private static ClearSuspenseResult.PartRefused? Fault(SuspenseItem item, IReadOnlyList<ClearingPart> parts, LedgerCodes codes)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (!ClearingAccounts.All.Contains(part.Account)) return new ClearSuspenseResult.PartRefused(i, "Select where the money belongs");
            if (part.Account == LedgerAccount.Income && (string.IsNullOrWhiteSpace(part.CostCentre) || string.IsNullOrWhiteSpace(part.Subjective))) return new ClearSuspenseResult.PartRefused(i, "Select a cost centre and a subjective for income");
            if (part.Account == LedgerAccount.Income && codes.Subjectives.Any(s => s.Code == part.Subjective && !s.IsIncome)) return new ClearSuspenseResult.PartRefused(i, "Select a subjective of income: the one you chose is none");
            if (codes.VatCodes.Any(v => v.Code == part.VatCode && !v.IsDecided)) return new ClearSuspenseResult.PartRefused(i, "Select a VAT code that is decided");
            // Parts against each other would move money between codes that was never the item's.
            if (Math.Sign(part.AmountPence) != Math.Sign(item.AmountPence)) return new ClearSuspenseResult.PartRefused(i, $"Enter an amount {(item.AmountPence > 0 ? "above" : "below")} nought, as the amount of the item is");
        }

        return null;
    }
}
