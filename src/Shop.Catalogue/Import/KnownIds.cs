namespace Shop.Catalogue.Import;

/// <summary>Ids that may be referred to. Everything counts as known when the file that defines them could not be read: one mistake shall not cause a hundred others.</summary>
/// <param name="What">"a category of categories.json".</param>
internal sealed record KnownIds(string What, IReadOnlyCollection<string>? Ids)
{
    public string Words => Ids is null ? What : "one of " + string.Join(", ", Ids);

    public bool Contains(string id) => Ids is null || Ids.Contains(id);
}
