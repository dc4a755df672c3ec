namespace Shop.Orders.Staff;

/// <summary>Whose orders a member of staff may see and work on: every team's, or those of the teams named. Without a team, nothing.</summary>
public sealed record TeamScope
{
    private TeamScope(bool everything, IReadOnlyList<string> teamIds)
    {
        Everything = everything;
        TeamIds = teamIds;
    }

    /// <summary>For administrators.</summary>
    public static TeamScope All { get; } = new(true, []);

    public bool Everything { get; }

    public IReadOnlyList<string> TeamIds { get; }

    public static TeamScope Of(IReadOnlyList<string> teamIds) => new(false, teamIds);

    public bool Includes(string teamId) => Everything || TeamIds.Contains(teamId);
}

internal static class TeamScopeFilter
{
    /// <summary>A team's view is narrowed to its own lines.</summary>
    public static IQueryable<OrderLine> InScope(this IQueryable<OrderLine> lines, TeamScope scope) =>
        scope.Everything ? lines : lines.Where(l => scope.TeamIds.Contains(l.TeamId));

    /// <summary>Null for a line of another team, as for one that is not there.</summary>
    public static OrderLine? FindLine(this Order order, Guid lineId, TeamScope scope) =>
        order.Lines.SingleOrDefault(l => l.Id == lineId && scope.Includes(l.TeamId));
}
