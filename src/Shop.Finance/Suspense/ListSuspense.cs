using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Suspense;

/// <summary>Items of a filter in an order, 50 at a time, with the figures of all open items by age.</summary>
/// <param name="After">The <see cref="SuspensePage.Next"/> of the page before; null for the first.</param>
public sealed record ListSuspense(SuspenseFilter Filter, Guid? After, ListOrder Order = ListOrder.Oldest) : IQuery<SuspensePage>;

/// <summary>One item with its notes; null when unknown.</summary>
public sealed record GetSuspenseItem(Guid Id) : IQuery<SuspenseView?>;

/// <param name="Next">Null on the last page.</param>
/// <param name="Count">Of the whole filter.</param>
/// <param name="AmountPence">Of the whole filter: in less out.</param>
/// <param name="Ages">Of all open items, whatever the filter; each band once.</param>
/// <param name="Owners">Who looks after open items.</param>
public sealed record SuspensePage(
    IReadOnlyList<SuspenseRow> Rows, Guid? Next, int Count, long AmountPence, IReadOnlyList<SuspenseAge> Ages, IReadOnlyList<SuspenseOwner> Owners);

public sealed record SuspenseAge(AgeBand Band, int Count, long AmountPence);

public sealed record SuspenseOwner(Guid Id, string Name);

/// <param name="Days">Age in days today; of a cleared item, its age when it was cleared.</param>
public sealed record SuspenseRow(
    Guid Id, SuspenseSource Source, string SourceId, long AmountPence, string Why, DateOnly Since, int Days, Guid? OwnerId, string? OwnerName,
    SuspenseState State, DateTime? ClearedAt, string? ClearedBy, string? ClearedWhy)
{
    public AgeBand Age => AgeBands.Of(Days);

    internal static SuspenseRow Of(SuspenseItem i, DateOnly today) => new(
        i.Id, i.Source, i.SourceId, i.AmountPence, i.Why, i.Since, Math.Max(0, (i.ClearedAt is { } at ? LondonTime.DateOf(at) : today).DayNumber - i.Since.DayNumber),
        i.OwnerId, i.OwnerName, i.State, i.ClearedAt, i.ClearedBy, i.ClearedWhy);
}

/// <param name="Version">Give it back when clearing: it tells whether somebody changed the item meanwhile.</param>
public sealed record SuspenseView(SuspenseRow Item, int Version, IReadOnlyList<SuspenseNoteRow> Notes, IReadOnlyList<SuspenseClearingRow> Clearings);

/// <summary>A journal that moved the item's money to codes.</summary>
public sealed record SuspenseClearingRow(string By, DateTime At, string Reason, string? UndoneBy, DateTime? UndoneAt, string? UndoneWhy);

public sealed record SuspenseNoteRow(string Text, string By, DateTime At);

internal sealed class ListSuspenseHandler(ShopDbContext db, TimeProvider clock) : IRequestHandler<ListSuspense, SuspensePage>, IRequestHandler<GetSuspenseItem, SuspenseView?>
{
    private const int PageSize = 50;

    public async Task<SuspensePage> Handle(ListSuspense request, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var filtered = request.Filter.Apply(db, today).AsNoTracking();
        var items = filtered;
        if (request.After is { } id && await db.Set<SuspenseItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } last)
            items = items.After(last, request.Order);
        var rows = await items.InOrder(request.Order).Take(PageSize + 1).ToListAsync(cancellationToken);
        var owners = await db.Set<SuspenseItem>().Where(i => i.State == SuspenseState.Open && i.OwnerId != null)
            .Select(i => new SuspenseOwner(i.OwnerId!.Value, i.OwnerName!)).Distinct().ToListAsync(cancellationToken);
        return new SuspensePage(
            [.. rows.Take(PageSize).Select(i => SuspenseRow.Of(i, today))], rows.Count > PageSize ? rows[PageSize - 1].Id : null,
            await filtered.CountAsync(cancellationToken), await filtered.SumAsync(i => i.AmountPence, cancellationToken),
            await AgesAsync(today, cancellationToken), [.. owners.DistinctBy(o => o.Id).OrderBy(o => o.Name, StringComparer.Ordinal)]);
    }

    public async Task<SuspenseView?> Handle(GetSuspenseItem request, CancellationToken cancellationToken)
    {
        if (await db.Set<SuspenseItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == request.Id, cancellationToken) is not { } item) return null;
        var notes = await db.Set<SuspenseNote>().Where(n => n.ItemId == item.Id).OrderBy(n => n.At).ThenBy(n => n.Id)
            .Select(n => new SuspenseNoteRow(n.Text, n.By, n.At)).ToListAsync(cancellationToken);
        var clearings = await db.Set<SuspenseClearing>().Where(c => c.ItemId == item.Id).OrderBy(c => c.At).ThenBy(c => c.Id)
            .Select(c => new SuspenseClearingRow(c.By, c.At, c.Reason, c.UndoneBy, c.UndoneAt, c.UndoneWhy)).ToListAsync(cancellationToken);
        return new SuspenseView(SuspenseRow.Of(item, clock.Today()), item.Version, notes, clearings);
    }

    private async Task<IReadOnlyList<SuspenseAge>> AgesAsync(DateOnly today, CancellationToken ct)
    {
        var ages = new List<SuspenseAge>();
        foreach (var band in Enum.GetValues<AgeBand>())
        {
            var items = (SuspenseFilter.Open with { Age = band }).Apply(db, today);
            ages.Add(new SuspenseAge(band, await items.CountAsync(ct), await items.SumAsync(i => i.AmountPence, ct)));
        }

        return ages;
    }
}
