using MediatR;

namespace Shop.Catalogue.Contracts;

/// <summary>This process shows a new version of the catalogue from now on, whichever process imported it; sent outside any transaction.</summary>
public sealed record CatalogueRefreshed(int Version) : INotification;
