using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank.Matching;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Finance.Suspense;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>One bank line with what became of it: its payouts, its journals, its suspense item. Null when unknown.</summary>
public sealed record GetBankLineDetails(Guid Id) : IQuery<BankLineDetails?>;

/// <param name="Reference">The bank's own reference; null where the file has none.</param>
/// <param name="AccountWritten">Sort code and number.</param>
/// <param name="Payouts">Of its match; empty while it is in none.</param>
/// <param name="Journals">Oldest first, undone ones and their mirrors too.</param>
/// <param name="ItemId">The suspense item of the line, or of what its match left over; null where there is none.</param>
public sealed record BankLineDetails(
    LineRow Line, DateOnly? ValueDate, string? Reference, Guid StatementId, string AccountName, string AccountWritten,
    IReadOnlyList<BankLinePayout> Payouts, IReadOnlyList<BankLineJournal> Journals, Guid? ItemId);

/// <param name="AmountPence">Of the whole payout.</param>
public sealed record BankLinePayout(string PayoutId, long AmountPence, DateOnly ArrivalDate);

/// <param name="TotalPence">Sum of its debits.</param>
public sealed record BankLineJournal(Guid Id, DateOnly FinancialDate, string Narrative, long TotalPence);

internal sealed class GetBankLineDetailsHandler(ShopDbContext db, IMediator mediator) : IRequestHandler<GetBankLineDetails, BankLineDetails?>
{
    public async Task<BankLineDetails?> Handle(GetBankLineDetails request, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new GetBankLine(request.Id), cancellationToken) is not { } line) return null;
        var own = await db.Set<BankLine>().Where(l => l.Id == line.Id).Select(l => new { l.AccountId, l.StatementId, l.ValueDate, l.Reference }).SingleAsync(cancellationToken);
        var account = (await mediator.Send(new ListBankAccounts(), cancellationToken)).Single(a => a.Id == own.AccountId);
        return new BankLineDetails(
            line, own.ValueDate, own.Reference, own.StatementId, account.Name, account.Written,
            await PayoutsAsync(line.MatchId, cancellationToken), await JournalsAsync(line.Id, cancellationToken), await ItemAsync(line, cancellationToken));
    }

    private async Task<IReadOnlyList<BankLinePayout>> PayoutsAsync(Guid? matchId, CancellationToken ct) => matchId is null ? [] : await (
        from matched in db.Set<BankMatchPayout>()
        join payout in db.Set<Payout>() on matched.PayoutId equals payout.PayoutId
        where matched.MatchId == matchId
        orderby payout.ArrivalDate, payout.PayoutId
        select new BankLinePayout(payout.PayoutId, matched.AmountPence, payout.ArrivalDate)).ToListAsync(ct);

    private async Task<IReadOnlyList<BankLineJournal>> JournalsAsync(Guid lineId, CancellationToken ct)
    {
        var written = lineId.ToString();
        var ids = db.Set<LedgerEntry>().Where(e => e.BankLineId == written).Select(e => e.JournalId).Distinct();
        return await db.Set<Journal>().Where(j => ids.Contains(j.Id)).OrderBy(j => j.PostedAt).ThenBy(j => j.Id)
            .Select(j => new BankLineJournal(j.Id, j.FinancialDate, j.Narrative, j.TotalPence)).ToListAsync(ct);
    }

    private async Task<Guid?> ItemAsync(LineRow line, CancellationToken ct)
    {
        var (own, match) = (line.Id.ToString(), line.MatchId?.ToString());
        return await db.Set<SuspenseItem>()
            .Where(i => (i.Source == SuspenseSource.BankLine && i.SourceId == own) || (i.Source == SuspenseSource.MatchDifference && i.SourceId == match))
            .OrderByDescending(i => i.OpenedAt).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(ct);
    }
}
