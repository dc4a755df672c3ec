using System.Globalization;
using Shop.StripeSandbox.Control;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>What happened, by type, and the latest deliveries.</summary>
internal static class EventListPage
{
    private const int Shown = 25;

    public static readonly string[] Columns = ["Created", "Event", "Type", "About"];

    public static readonly string[] DeliveryColumns = ["Event", "Type", "State", "Tries", "Last answer"];

    public static Markup Render(SandboxStore store, HttpContext http)
    {
        var (type, after) = (http.Request.Query["type"].ToString(), http.Request.Query["after"].ToString());
        var types = store.Events.Values("type");
        var before = after.Length > 0 ? store.Events.SlotOf(after) ?? int.MaxValue : int.MaxValue;
        var rows = types.Contains(type) ? store.Events.Where("type", type).NewestFirst(before) : store.Events.NewestFirst(before);
        var found = rows.Select(r => r.Row).Take(Shown + 1).ToList();
        return Frame.Page("Events", "/dashboard/events", Markup.Of($"""
            <h1>Events</h1>
            <form method="get" class="filter">
            <div class="field"><label for="type">Type</label>
            <select id="type" name="type"><option value="">All</option>{Markup.Each(types, t => Markup.Of($"<option{(t == type ? new Markup(" selected") : Markup.None)}>{t}</option>"))}</select></div>
            <button type="submit">Filter</button>
            </form>
            {Frame.Table("Found", Columns, found.Take(Shown), Row)}
            {Frame.Older("/dashboard/events", $"type={Uri.EscapeDataString(type)}", found.Count > Shown ? found[Shown - 1].Id : null)}
            {Frame.Table("Latest deliveries", DeliveryColumns, store.Deliveries.Newest(Shown, Row), row => row)}
            """));
    }

    public static Markup Row(Event happened) => Markup.Of(
        $"<tr><td>{Frame.Time(happened.Created)}</td><td>{Frame.Link($"/dashboard/events/{happened.Id}", happened.Id)}</td><td>{happened.Type}</td><td><code>{Frame.Short(happened.Object.Id)}</code></td></tr>");

    public static Markup Row(Delivery delivery) => Markup.Of($"""
        <tr><td>{Frame.Link($"/dashboard/events/{delivery.EventId}", delivery.EventId)}</td><td>{delivery.EventType}</td><td>{Frame.Tag(WebhookControl.StateName(delivery.State))}</td>
        <td class="number">{delivery.Attempts.Count}</td><td>{(delivery.Attempts is [.., var last] ? Answer(last) : "-")}</td></tr>
        """);

    public static string Answer(DeliveryAttempt attempt) => attempt.Status?.ToString(CultureInfo.InvariantCulture) ?? attempt.Failure ?? "-";
}
