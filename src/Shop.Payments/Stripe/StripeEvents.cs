using System.Globalization;
using System.Text.Json;
using Stripe;

namespace Shop.Payments.Stripe;

/// <summary>One event as Stripe lists it: the same text that its webhook carries.</summary>
internal sealed record ListedEvent(string Id, string Body);

/// <summary>
/// Stripe's list of events, read as plain text: events of another API version than Stripe.net's classes must not be
/// lost. Throws as <see cref="StripeSessions"/> does.
/// </summary>
internal sealed class StripeEvents(StripeCalls calls)
{
    private const int PageSize = 100;

    /// <summary>A page of the events since a moment (UTC), newest first; <paramref name="after"/> is the last id of the page before.</summary>
    public Task<(IReadOnlyList<ListedEvent> Events, bool More)> ListAsync(DateTime since, string? after, CancellationToken ct) => calls.MakeAsync(
        async client =>
        {
            var from = new DateTimeOffset(since, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var path = $"/v1/events?limit={PageSize}&created[gte]={from}{(after is null ? "" : $"&starting_after={Uri.EscapeDataString(after)}")}";
            var answer = await client.RawRequestAsync(HttpMethod.Get, path, null, new RawRequestOptions(), ct);
            using var page = JsonDocument.Parse(answer.Content);
            IReadOnlyList<ListedEvent> events = [.. page.RootElement.GetProperty("data").EnumerateArray().Select(e => new ListedEvent(e.GetProperty("id").GetString()!, e.GetRawText()))];
            return (events, page.RootElement.GetProperty("has_more").GetBoolean());
        },
        ct);
}
