using MediatR;
using Microsoft.AspNetCore.OutputCaching;
using Shop.Catalogue.Contracts;

namespace Shop.Web.Controls;

/// <summary>
/// Drops the kept catalogue pages when another version is shown. The version is part of their key as well, so that a
/// page rendered just before the change and kept just after it is never served.
/// </summary>
internal sealed class CatalogueCacheRefresh(CatalogueCache cache, IOutputCacheStore store) : INotificationHandler<CatalogueRefreshed>
{
    public async Task Handle(CatalogueRefreshed notification, CancellationToken cancellationToken)
    {
        cache.Show(notification.Version);
        await store.EvictByTagAsync(CatalogueCache.Tag, cancellationToken);
    }
}
