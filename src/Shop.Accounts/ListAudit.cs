using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>The audit log, newest first, 50 at a time.</summary>
/// <param name="Before">The <see cref="AuditPage.Next"/> of the page before; null for the first.</param>
public sealed record ListAudit(Guid? Before) : IQuery<AuditPage>;

/// <param name="Next">Null on the last page.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, Guid? Next);

public sealed record AuditRow(Guid Id, DateTime At, string Who, string What, string Subject, string? Before, string? After, string? Reason);

internal sealed class ListAuditHandler(ShopDbContext db) : IRequestHandler<ListAudit, AuditPage>
{
    private const int PageSize = 50;

    public async Task<AuditPage> Handle(ListAudit request, CancellationToken cancellationToken)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (request.Before is { } id)
        {
            var last = await entries.Where(e => e.Id == id).Select(e => e.At).SingleOrDefaultAsync(cancellationToken);
            entries = entries.Where(e => e.At < last || (e.At == last && e.Id.CompareTo(id) < 0));
        }

        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(PageSize + 1)
            .Select(e => new AuditRow(e.Id, e.At, e.Who, e.What, e.Subject, e.Before, e.After, e.Reason)).ToListAsync(cancellationToken);
        return new AuditPage([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }
}
