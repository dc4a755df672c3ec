using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>All accounts, by name.</summary>
public sealed record ListBankAccounts : IQuery<IReadOnlyList<BankAccountRow>>;

/// <param name="Open">Lines nobody has explained yet.</param>
/// <param name="OpenPence">Their sum, in less out.</param>
/// <param name="LastDay">The last day of the statements imported; null when there is none.</param>
public sealed record BankAccountRow(Guid Id, string Name, string SortCode, string Number, bool HasLayout, bool ConfirmsExactMatches, int Open, long OpenPence, DateOnly? LastDay)
{
    /// <summary>"30-12-34 12345678".</summary>
    public string Written => $"{SortCode[..2]}-{SortCode[2..4]}-{SortCode[4..]} {Number}";
}

internal sealed class ListBankAccountsHandler(ShopDbContext db) : IRequestHandler<ListBankAccounts, IReadOnlyList<BankAccountRow>>
{
    public async Task<IReadOnlyList<BankAccountRow>> Handle(ListBankAccounts request, CancellationToken cancellationToken)
    {
        var accounts = await db.Set<BankAccount>().AsNoTracking().OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var open = await (
            from state in db.Set<BankLineState>()
            join line in db.Set<BankLine>() on state.LineId equals line.Id
            where state.State == LineState.Open
            group line by state.AccountId into lines
            select new { lines.Key, Count = lines.Count(), Sum = lines.Sum(l => l.AmountPence) }).ToDictionaryAsync(a => a.Key, cancellationToken);
        var last = await db.Set<BankStatement>().GroupBy(s => s.AccountId).Select(g => new { g.Key, To = g.Max(s => s.To) }).ToDictionaryAsync(a => a.Key, a => a.To, cancellationToken);
        return [.. accounts.Select(a => new BankAccountRow(
            a.Id, a.Name, a.SortCode, a.Number, a.Layout is not null, a.ConfirmsExactMatches, open.GetValueOrDefault(a.Id)?.Count ?? 0, open.GetValueOrDefault(a.Id)?.Sum ?? 0,
            last.TryGetValue(a.Id, out var day) ? day : null))];
    }
}
