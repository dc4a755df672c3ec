using MediatR;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>The teams that fulfil services, by name.</summary>
public sealed record GetTeams : IQuery<IReadOnlyList<TeamView>>;

public sealed record TeamView(string Id, string Name, string Email, string? Phone);

internal sealed class GetTeamsHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetTeams, IReadOnlyList<TeamView>>
{
    public async Task<IReadOnlyList<TeamView>> Handle(GetTeams request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        return [.. catalogue.Teams.Values.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Select(t => new TeamView(t.Id, t.Name, t.Email, t.Phone))];
    }
}
