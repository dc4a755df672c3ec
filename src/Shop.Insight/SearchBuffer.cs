using System.Threading.Channels;
using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Time;

namespace Shop.Insight;

/// <summary>
/// Searches on their way to the database. A search page never waits for a row; when writing falls far behind, or the
/// shop is killed, the newest few searches are lost, which no statistic will notice.
/// </summary>
internal sealed class SearchBuffer
{
    private const int Most = 10_000;

    private readonly Channel<Search> _channel = Channel.CreateBounded<Search>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = false });

    public void Add(Search search) => _channel.Writer.TryWrite(search);

    public IReadOnlyList<Search> Take(int most)
    {
        var taken = new List<Search>();
        while (taken.Count < most && _channel.Reader.TryRead(out var search)) taken.Add(search);
        return taken;
    }

    /// <summary>Returns when there is something to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => _channel.Reader.WaitToReadAsync(ct);
}

internal sealed class KeepSearchOnServicesSearched(SearchBuffer buffer, TimeProvider clock) : INotificationHandler<ServicesSearched>
{
    public Task Handle(ServicesSearched notification, CancellationToken cancellationToken)
    {
        var text = SearchText.WithoutPersonalData(notification.Text);
        if (text.Length > 0) buffer.Add(new Search(text, notification.Hits, clock.UtcNow()));
        return Task.CompletedTask;
    }
}
