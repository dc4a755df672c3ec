using MediatR;

namespace Shop.Catalogue.Contracts;

/// <summary>
/// Someone searched: told once a search (its first page), outside any transaction.
/// </summary>
/// <param name="Text">Lower case, at most 100 characters; words that could tell who searched (numbers, e-mail addresses, postcodes) are replaced by "#".</param>
/// <param name="Hits">How many services were found; 0 is what an editor should look at.</param>
public sealed record ServicesSearched(string Text, int Hits) : INotification;
