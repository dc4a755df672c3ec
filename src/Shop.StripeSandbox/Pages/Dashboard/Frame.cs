using System.Globalization;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>What the dashboard's pages are made of.</summary>
internal static class Frame
{
    private static readonly (string Path, string Name)[] Places =
    [
        ("/", "Overview"), ("/dashboard/payments", "Payments"), ("/dashboard/events", "Events"), ("/dashboard/payouts", "Payouts"),
        ("/dashboard/clock", "Clock"), ("/dashboard/switches", "Failure switches"),
    ];

    /// <param name="place">The path of the place in the navigation that the page belongs to.</param>
    /// <param name="notice">What the last button did; null on an ordinary visit.</param>
    public static Markup Page(string title, string place, Markup body, Notice? notice = null) => Layout.Page(title, Markup.Of($"""
        <nav class="places" aria-label="Dashboard">
        <ul>
        {Markup.Each(Places, p => Markup.Of($"<li><a href=\"{p.Path}\"{(p.Path == place ? new Markup(" aria-current=\"page\"") : Markup.None)}>{p.Name}</a></li>"))}
        </ul>
        </nav>
        {(notice is null ? Markup.None : Markup.Of($"<div class=\"notice {(notice.Failed ? "failed" : "done")}\" role=\"{(notice.Failed ? "alert" : "status")}\"><p>{notice.Text}</p></div>"))}
        {body}
        """), "wide");

    public static Markup Table<T>(string title, IReadOnlyList<string> columns, IEnumerable<T> rows, Func<T, Markup> render, string none = "None yet.")
    {
        var body = rows.ToList();
        if (body.Count == 0) return Markup.Of($"<section><h2>{title}</h2><p class=\"small\">{none}</p></section>");
        return Markup.Of($"""
            <section>
            <h2>{title}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="{title}">
            <table>
            <thead><tr>{Markup.Each(columns, c => Markup.Of($"<th scope=\"col\" class=\"{(c is "Amount" or "Tries" or "Fee" or "Net" ? "number" : "")}\">{c}</th>"))}</tr></thead>
            <tbody>{Markup.Each(body, render)}</tbody>
            </table>
            </div>
            </section>
            """);
    }

    public static Markup Facts(params IEnumerable<(string Name, Markup Value)> facts) =>
        Markup.Of($"<dl class=\"facts\">{Markup.Each(facts, f => Markup.Of($"<dt>{f.Name}</dt><dd>{f.Value}</dd>"))}</dl>");

    public static Markup Text(string? text) => Markup.Of($"{text ?? "-"}");

    public static Markup Code(string? id) => id is null ? Text(null) : Markup.Of($"<code>{id}</code>");

    public static Markup Link(string path, string text) => Markup.Of($"<a href=\"{path}\"><code>{text}</code></a>");

    public static Markup Tag(string state)
    {
        var kind = state switch
        {
            "succeeded" or "delivered" or "paid" or "won" or "complete" => "good",
            "canceled" or "given_up" or "blocked" or "dropped" or "failed" or "lost" or "expired" => "bad",
            _ => "open",
        };
        return Markup.Of($"<span class=\"tag {kind}\">{state.Replace('_', ' ')}</span>");
    }

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Short(string id) => id.Length > 32 ? id[..29] + "..." : id;

    /// <summary>A link to the rows after those shown; nothing when there are none.</summary>
    public static Markup Older(string path, string query, string? after) => after is null ? Markup.None
        : Markup.Of($"<p><a href=\"{path}?{query}{(query.Length > 0 ? "&" : "")}after={Uri.EscapeDataString(after)}\">Older</a></p>");
}

/// <summary>What a button did, shown once on the page it leads back to.</summary>
internal sealed record Notice(string Text, bool Failed);
