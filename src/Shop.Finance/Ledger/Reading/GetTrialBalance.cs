using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Ledger.Reading;

/// <summary>Every account of the ledger with what it held before the periods of the filter, what moved in them, and what it holds now.</summary>
public sealed record GetTrialBalance(LedgerFilter Filter) : IQuery<TrialBalance>;

/// <summary>Debits less credits are zero in every column, or the ledger is broken.</summary>
public sealed record TrialBalance(IReadOnlyList<TrialBalanceRow> Rows)
{
    public long BroughtForwardPence => Rows.Sum(r => r.BroughtForwardPence);
    public long DebitPence => Rows.Sum(r => r.DebitPence);
    public long CreditPence => Rows.Sum(r => r.CreditPence);
    public bool Balances => BroughtForwardPence == 0 && DebitPence == CreditPence;

    /// <summary>The codes of one account put together, in the order of <see cref="LedgerAccount.All"/>.</summary>
    public IReadOnlyList<IGrouping<string, TrialBalanceRow>> ByAccount() =>
        [.. Rows.GroupBy(r => r.Account).OrderBy(g => LedgerAccount.All.ToList().IndexOf(g.Key))];
}

/// <summary>Amounts in pence; a balance is debits less credits, so that what is owed is negative.</summary>
/// <param name="CostCentre">Empty at a control account without codes of its own; so is the subjective.</param>
public sealed record TrialBalanceRow(string Account, string CostCentre, string Subjective, long BroughtForwardPence, long DebitPence, long CreditPence)
{
    public long BalancePence => BroughtForwardPence + DebitPence - CreditPence;
}

internal sealed class GetTrialBalanceHandler(ShopDbContext db) : IRequestHandler<GetTrialBalance, TrialBalance>
{
    public async Task<TrialBalance> Handle(GetTrialBalance request, CancellationToken cancellationToken)
    {
        var (first, last) = (request.Filter.FirstKey, request.Filter.LastKey);
        var rows = await request.Filter.Sums(db).Where(s => s.Key <= last)
            .GroupBy(s => new { s.Account, s.CostCentre, s.Subjective })
            .Select(g => new TrialBalanceRow(
                g.Key.Account, g.Key.CostCentre, g.Key.Subjective, g.Sum(s => s.Key < first ? s.DebitPence - s.CreditPence : 0),
                g.Sum(s => s.Key >= first ? s.DebitPence : 0), g.Sum(s => s.Key >= first ? s.CreditPence : 0)))
            .ToListAsync(cancellationToken);
        return new TrialBalance(
            [.. rows.OrderBy(r => r.Account, StringComparer.Ordinal).ThenBy(r => r.CostCentre, StringComparer.Ordinal).ThenBy(r => r.Subjective, StringComparer.Ordinal)]);
    }
}
