using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>All payments by state and by what is typed, and the checkout sessions still open.</summary>
internal static class PaymentListPage
{
    private const int Shown = 25, Searched = 2_000;

    public static readonly string[] Columns = ["Created", "Payment", "Amount", "State", "Description"];

    private static readonly string[] States =
    [
        PaymentIntent.RequiresPaymentMethod, PaymentIntent.RequiresConfirmation, PaymentIntent.RequiresAction, PaymentIntent.RequiresCapture,
        PaymentIntent.Succeeded, PaymentIntent.Canceled,
    ];

    public static Markup Render(SandboxStore store, HttpContext http, Buttons buttons)
    {
        var query = http.Request.Query;
        var (state, text, after) = (query["state"].ToString(), query["text"].ToString().Trim(), query["after"].ToString());
        var before = after.Length > 0 ? store.PaymentIntents.SlotOf(after) ?? int.MaxValue : int.MaxValue;
        var rows = States.Contains(state) ? store.PaymentIntents.Where("status", state).NewestFirst(before) : store.PaymentIntents.NewestFirst(before);
        var found = Search(store, rows.Select(r => r.Row), text).Take(Shown + 1).ToList();
        var filter = $"state={Uri.EscapeDataString(state)}&text={Uri.EscapeDataString(text)}";
        return Frame.Page("Payments", "/dashboard/payments", Markup.Of($"""
            <h1>Payments</h1>
            <form method="get" class="filter">
            <div class="field"><label for="text">Id or words</label><input id="text" name="text" value="{text}" autocomplete="off"></div>
            <div class="field"><label for="state">State</label>
            <select id="state" name="state"><option value="">All</option>{Markup.Each(States, s => Option(s, s == state))}</select></div>
            <button type="submit">Filter</button>
            </form>
            {Frame.Table("Found", Columns, found.Take(Shown), Row, text.Length > 0 ? $"None among the newest {Searched:N0}." : "None yet.")}
            {Frame.Older("/dashboard/payments", filter, found.Count > Shown ? found[Shown - 1].Id : null)}
            {Frame.Table("Open checkout sessions", ["Created", "Session", "Amount", "Ends", "Description", "Action"],
                store.Sessions.Where("status", CheckoutSession.Open).NewestFirst().Take(Shown), r => OpenSession(r.Row, http, buttons))}
            """), buttons.TakeNotice(http));
    }

    public static Markup Row(PaymentIntent intent) => Markup.Of($"""
        <tr><td>{Frame.Time(intent.Created)}</td><td>{Frame.Link($"/dashboard/payments/{intent.Id}", intent.Id)}</td><td class="number">{Amounts.Pounds(intent.Terms.Amount)}</td>
        <td>{Frame.Tag(intent.Status)}</td><td>{intent.Terms.Description}</td></tr>
        """);

    /// <summary>The payment that an id of any of its parts names; otherwise the newest whose words match.</summary>
    private static IEnumerable<PaymentIntent> Search(SandboxStore store, IEnumerable<PaymentIntent> rows, string text)
    {
        if (text.Length == 0) return rows;
        if (PaymentPage.IntentOf(store, text) is { } named) return [named];
        return rows.Take(Searched).Where(i => Words(store, i).Any(w => w.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Words(SandboxStore store, PaymentIntent intent)
    {
        var session = store.Sessions.Find(intent.Terms.Session);
        return new[] { intent.Terms.Description, session?.Terms.ClientReferenceId, session?.Customer?.Email, intent.PaymentMethod?.Billing.Email }
            .OfType<string>().Concat(intent.Metadata.Values.Values);
    }

    private static Markup OpenSession(CheckoutSession session, HttpContext http, Buttons buttons) => Markup.Of($"""
        <tr><td>{Frame.Time(session.Created)}</td><td><a href="{session.PageUrl}"><code>{Frame.Short(session.Id)}</code></a></td><td class="number">{Amounts.Pounds(session.Terms.Total)}</td>
        <td>{Frame.Time(session.Terms.ExpiresAt)}</td><td>{session.Terms.Payment.Description ?? session.Terms.ClientReferenceId}</td>
        <td>{buttons.Form(http, "expire-session", "Expire now", hidden: [("id", session.Id)])}</td></tr>
        """);

    private static Markup Option(string state, bool chosen) =>
        Markup.Of($"<option value=\"{state}\"{(chosen ? new Markup(" selected") : Markup.None)}>{state.Replace('_', ' ')}</option>");
}
