using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank.Matching;

/// <param name="State">Open, or in suspense and not cleared.</param>
internal sealed record OpenLine(LineToMatch ToMatch, Guid AccountId, Guid StatementId, LineState State);

/// <summary>The bank lines that may be matched.</summary>
internal sealed class OpenBank(ShopDbContext db)
{
    private const int Most = 500;

    /// <summary>The oldest first, at most 500.</summary>
    public async Task<IReadOnlyList<OpenLine>> LinesAsync(CancellationToken ct)
    {
        var rows = await (
            from state in db.Set<BankLineState>()
            join line in db.Set<BankLine>() on state.LineId equals line.Id
            where (state.State == LineState.Open || state.State == LineState.Suspense) && line.AmountPence != 0
            orderby state.State, line.Date, line.Id
            select new { line.Id, line.Date, line.AmountPence, line.Text, line.AccountId, line.StatementId, state.State }).Take(Most).ToListAsync(ct);
        return [.. rows.Select(r => new OpenLine(new LineToMatch(r.Id, r.Date, r.AmountPence, r.Text), r.AccountId, r.StatementId, r.State))];
    }
}
