using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>Lists as Stripe answers them: newest first, with cursors that name an object.</summary>
internal static class Paging
{
    private const long Slack = 60;

    /// <summary>Reads <c>limit</c>, the cursors and <c>created</c>, refuses what is left unread, and answers the page.</summary>
    /// <param name="narrow">Rows found by an index; null walks the whole table.</param>
    public static JsonObject List<T>(ApiCall call, IListable<T> table, string url, Func<T, bool>? filter = null, IWalk<T>? narrow = null)
        where T : class, IResource
    {
        var limit = call.Input.Integer("limit") ?? 10;
        if (limit is < 1 or > 100) throw StripeError.Invalid("Invalid integer: limit must be between 1 and 100", "limit", "parameter_invalid_integer");
        var created = CreatedRange.Read(call.Input);
        var after = Cursor(call, table, "starting_after");
        var before = Cursor(call, table, "ending_before");
        if (after is not null && before is not null)
            throw StripeError.Invalid("You can only provide one of starting_after or ending_before.", "starting_after");
        call.Input.RefuseUnknown();

        var walk = narrow ?? table;
        // With ending_before the page is the one just above the cursor, so it is gathered upwards and turned round.
        var rows = before is { } floor ? walk.OldestFirst(floor) : walk.NewestFirst(Top(table, after, created));
        // Nothing beyond the wanted time needs to be looked at; the slack is for what is dated when it was due.
        rows = before is null
            ? rows.TakeWhile(r => created.From <= Slack || r.Row.Created.ToUnixTimeSeconds() >= created.From - Slack)
            : rows.TakeWhile(r => created.To == long.MaxValue || r.Row.Created.ToUnixTimeSeconds() <= created.To + Slack);
        var found = rows.Select(r => r.Row).Where(r => created.Includes(r.Created) && (filter?.Invoke(r) ?? true)).Take((int)limit + 1).ToList();
        var page = found.Take((int)limit);
        return Of(before is null ? page : page.Reverse(), url, found.Count > limit);
    }

    private static int Top<T>(IListable<T> table, int? after, CreatedRange created) where T : class, IResource
    {
        var top = created.To == long.MaxValue ? int.MaxValue : table.PlaceAfter(created.To + Slack);
        return Math.Min(top, after ?? int.MaxValue);
    }

    public static JsonObject Of(IEnumerable<IResource> rows, string url, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. rows.Select(r => r.ToJson())]),
        ["has_more"] = hasMore,
        ["url"] = url,
    };

    private static int? Cursor<T>(ApiCall call, IListable<T> table, string name) where T : class, IResource =>
        call.Input.Text(name) is { } id ? table.SlotOf(id) ?? throw StripeError.NoSuch(table.Kind, id, name) : null;
}
