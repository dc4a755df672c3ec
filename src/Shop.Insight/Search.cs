namespace Shop.Insight;

/// <summary>One search, without anything that tells who searched.</summary>
internal sealed class Search(string text, int hits, DateTime at)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Lower case; what could be personal is masked by "#".</summary>
    public string Text { get; private set; } = text;

    public int Hits { get; private set; } = hits;
    public DateTime At { get; private set; } = at;
}
