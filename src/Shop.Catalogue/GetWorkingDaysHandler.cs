using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Catalogue;

internal sealed class GetWorkingDaysHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetWorkingDays, WorkingDays>
{
    public async Task<WorkingDays> Handle(GetWorkingDays request, CancellationToken cancellationToken) =>
        (await current.ForPagesAsync(db, cancellationToken)).WorkingDays;
}
