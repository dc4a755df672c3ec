using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

internal sealed class GetCouncilHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetCouncil, Council?>
{
    public async Task<Council?> Handle(GetCouncil request, CancellationToken cancellationToken) =>
        (await current.ForPagesAsync(db, cancellationToken)).Council;
}
