using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Orders.Staff;

/// <summary>The paid lines a member of staff may see, the one due first at the top.</summary>
/// <param name="State">Null for every state.</param>
/// <param name="TeamId">One team of the scope; null or another team's id shows all of the scope, or nothing.</param>
/// <param name="Text">A reference, or a part of the payer's name, e-mail address or the service's title.</param>
/// <param name="Page">From 1; a page that is not there is empty.</param>
public sealed record ListTeamLines(TeamScope Scope, OrderLineState? State, string? TeamId, string? Text, int Page) : IQuery<TeamLinePage>;

/// <param name="Teams">The teams of the scope that ever had a line: what can be filtered by.</param>
public sealed record TeamLinePage(IReadOnlyList<TeamLine> Lines, int Total, int Page, int Pages, IReadOnlyList<TeamName> Teams);

public sealed record TeamLine(
    Guid LineId, OrderReference Reference, string Title, string PayerName, string TeamName, OrderLineState State, DateTime PaidAt, DateOnly DueOn, DateTime? ClosedAt, long GrossPence);

public sealed record TeamName(string TeamId, string Name);

internal sealed class ListTeamLinesHandler(ShopDbContext db, IConfigurationProvider mapping) : IRequestHandler<ListTeamLines, TeamLinePage>
{
    private const int PageSize = 25;

    public async Task<TeamLinePage> Handle(ListTeamLines request, CancellationToken cancellationToken)
    {
        var visible = db.Set<OrderLine>().InScope(request.Scope).Where(l => l.State != OrderLineState.Waiting);
        var teams = await visible.Select(l => new { l.TeamId, l.TeamName }).Distinct().ToListAsync(cancellationToken);
        var rows = Filter(Joined(visible), request);
        var total = await rows.CountAsync(cancellationToken);
        var page = Math.Max(1, request.Page);
        var lines = await rows
            .OrderBy(r => r.Line.DueOn).ThenBy(r => r.Order.PaidAt).ThenBy(r => r.Line.Id)
            .OnPage(page, PageSize)
            .ProjectTo<TeamLine>(mapping).ToListAsync(cancellationToken);
        return new TeamLinePage(lines, total, page, NumberedPages.Count(total, PageSize), Names(teams.Select(t => (t.TeamId, t.TeamName))));
    }

    private IQueryable<LineOfOrder> Joined(IQueryable<OrderLine> lines) =>
        from line in lines
        join order in db.Set<Order>() on line.OrderId equals order.Id
        select new LineOfOrder { Line = line, Order = order };

    private static IQueryable<LineOfOrder> Filter(IQueryable<LineOfOrder> rows, ListTeamLines request)
    {
        if (request.State is { } state) rows = rows.Where(r => r.Line.State == state);
        if (!string.IsNullOrEmpty(request.TeamId)) rows = rows.Where(r => r.Line.TeamId == request.TeamId);
        if (string.IsNullOrWhiteSpace(request.Text)) return rows;
        if (OrderReference.TryParse(request.Text, out var reference)) return rows.Where(r => r.Order.Reference == reference);
        // Both databases fold case by lower(); PostgreSQL's LIKE alone would not.
        var text = request.Text.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where cultures do not exist.
        return rows.Where(r => r.Line.Title.ToLower().Contains(text) || r.Order.Payer.Name.ToLower().Contains(text) || r.Order.Payer.Email.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>A team that was renamed keeps its latest name.</summary>
    private static List<TeamName> Names(IEnumerable<(string Id, string Name)> teams) =>
        [.. teams.GroupBy(t => t.Id).Select(g => new TeamName(g.Key, g.Last().Name)).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];
}

internal sealed class LineOfOrder
{
    public required OrderLine Line { get; init; }
    public required Order Order { get; init; }
}
