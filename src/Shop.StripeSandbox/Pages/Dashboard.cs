using System.Globalization;
using Shop.StripeSandbox.Control;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Pages;

/// <summary>One page for people: the clock, the balance, and the latest payments, events and deliveries.</summary>
internal static class Dashboard
{
    private const int Rows = 20;

    public static void Map(IEndpointRouteBuilder routes, SandboxStore store) =>
        routes.MapGet("/", (RequestDelegate)(http => Layout.SendAsync(http, 200, store.Run(() => Render(store)))));

    private static Markup Render(SandboxStore store) => Layout.Page("Dashboard", Markup.Of($"""
        <h1>Stripe sandbox</h1>
        <dl class="facts">
        <dt>Address</dt><dd><code>{store.BaseUrl}</code></dd>
        <dt>Clock</dt><dd>{Time(store.Now)} (ahead by {store.Options.Clock.Offset.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)})</dd>
        <dt>Available</dt><dd>{Amounts.Pounds(store.Settlement.Available)}</dd>
        <dt>Pending</dt><dd>{Amounts.Pounds(store.Settlement.Pending)}</dd>
        </dl>
        {Table("Latest payments", ["Created", "Payment", "Amount", "State", "Description"], store.PaymentIntents.NewestFirst().Take(Rows), r => Payment(r.Row))}
        {Table("Latest events", ["Created", "Event", "Type", "About"], store.Events.NewestFirst().Take(Rows), r => Happened(r.Row))}
        {Table("Latest deliveries", ["Event", "Type", "State", "Tries", "Last answer"], store.Deliveries.Newest(Rows, Describe), row => row)}
        """), "wide");

    private static Markup Table<T>(string title, IReadOnlyList<string> columns, IEnumerable<T> rows, Func<T, Markup> render)
    {
        var body = rows.ToList();
        if (body.Count == 0) return Markup.Of($"<section><h2>{title}</h2><p class=\"small\">None yet.</p></section>");
        return Markup.Of($"""
            <section>
            <h2>{title}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="{title}">
            <table>
            <thead><tr>{Markup.Each(columns, c => Markup.Of($"<th scope=\"col\" class=\"{(c is "Amount" or "Tries" ? "number" : "")}\">{c}</th>"))}</tr></thead>
            <tbody>{Markup.Each(body, render)}</tbody>
            </table>
            </div>
            </section>
            """);
    }

    private static Markup Payment(PaymentIntent intent) => Markup.Of(
        $"<tr><td>{Time(intent.Created)}</td><td><code>{intent.Id}</code></td><td class=\"number\">{Amounts.Pounds(intent.Terms.Amount)}</td><td>{Tag(intent.Status)}</td><td>{intent.Terms.Description}</td></tr>");

    private static Markup Happened(Event happened) => Markup.Of(
        $"<tr><td>{Time(happened.Created)}</td><td><code>{happened.Id}</code></td><td>{happened.Type}</td><td><code>{Short(happened.Object.Id)}</code></td></tr>");

    private static Markup Describe(Delivery delivery) => Markup.Of(
        $"<tr><td><code>{delivery.Event.Id}</code></td><td>{delivery.Event.Type}</td><td>{Tag(WebhookControl.StateName(delivery.State))}</td><td class=\"number\">{delivery.Attempts.Count}</td><td>{LastAnswer(delivery)}</td></tr>");

    private static string LastAnswer(Delivery delivery) => delivery.Attempts is not [.., var last] ? "-"
        : last.Status?.ToString(CultureInfo.InvariantCulture) ?? last.Failure ?? "-";

    private static Markup Tag(string state)
    {
        var kind = state switch
        {
            "succeeded" or "delivered" => "good",
            "canceled" or "given_up" or "blocked" or "dropped" => "bad",
            _ => "open",
        };
        return Markup.Of($"<span class=\"tag {kind}\">{state.Replace('_', ' ')}</span>");
    }

    private static string Short(string id) => id.Length > 32 ? id[..29] + "..." : id;

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
