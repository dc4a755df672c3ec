using MediatR;

namespace Shop.Catalogue.Contracts;

/// <summary>An import changed the catalogue; sent inside its transaction.</summary>
public sealed record CatalogueChanged(int Version) : INotification;
