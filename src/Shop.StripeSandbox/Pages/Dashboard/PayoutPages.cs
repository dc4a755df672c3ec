using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>The payouts, one payout with what it carries, and what the bank can do to it.</summary>
internal static class PayoutPages
{
    private const int Shown = 25, Movements = 250;
    private const long BelowZero = 1_000;

    public static void AddButtons(Buttons buttons)
    {
        buttons.Add("payout-run", (store, _) => Run(store));
        buttons.Add("payout-negative", (store, _) =>
        {
            store.Settlement.Book(store, new("stripe_fee", "fee", -(Math.Max(store.Settlement.Available, 0) + BelowZero), Ids.New("fee"))
            {
                AtOnce = true,
                Description = "Fee booked by the dashboard to bring the balance below zero",
            });
            return Run(store);
        });
        buttons.Add("payout-pay", (store, form) => $"The payout is {PayoutFlow.Pay(store, UnderWay(store, form)).Status}.");
        buttons.Add("payout-fail", (store, form) => $"The payout is {PayoutFlow.Fail(store, UnderWay(store, form), PayoutFailure.Usual).Status}: the money is in the balance again.");
    }

    public static Markup List(SandboxStore store, HttpContext http, Buttons buttons)
    {
        var after = http.Request.Query["after"].ToString();
        var before = after.Length > 0 ? store.Payouts.SlotOf(after) ?? int.MaxValue : int.MaxValue;
        var found = store.Payouts.NewestFirst(before).Select(r => r.Row).Take(Shown + 1).ToList();
        return Frame.Page("Payouts", "/dashboard/payouts", Markup.Of($"""
            <h1>Payouts</h1>
            {Frame.Facts(
                ("Available", Frame.Text(Amounts.Pounds(store.Settlement.Available))),
                ("Pending", Frame.Text(Amounts.Pounds(store.Settlement.Pending))),
                ("By themselves", Frame.Text(store.PayoutSchedule.Automatic ? $"each business day at {store.Options.PayoutsAt:hh\\:mm} UTC" : "no")))}
            <div class="buttons">{buttons.Form(http, "payout-run", "Pay out what is available")}{buttons.Form(http, "payout-negative", "Make a payout below zero")}</div>
            {Frame.Table("Found", ["Created", "Payout", "Amount", "State", "Arrives", "Reconciled"], found.Take(Shown), Row)}
            {Frame.Older("/dashboard/payouts", "", found.Count > Shown ? found[Shown - 1].Id : null)}
            """), buttons.TakeNotice(http));
    }

    public static Markup? Render(SandboxStore store, HttpContext http, Buttons buttons)
    {
        if (store.Payouts.Find((string)http.GetRouteValue("id")!) is not { } payout) return null;
        var movements = store.Transactions.Where("payout", payout.Id);
        return Frame.Page($"Payout of {Amounts.Pounds(payout.Amount)}", "/dashboard/payouts", Markup.Of($"""
            <h1>Payout of {Amounts.Pounds(payout.Amount)} {Frame.Tag(payout.Status)}</h1>
            {Frame.Facts(
                ("Payout", Frame.Code(payout.Id)),
                ("Created", Frame.Text(Frame.Time(payout.Created))),
                ("Arrives", Frame.Text(payout.ArrivalDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))),
                ("Made", Frame.Text(payout.Automatic ? "by the schedule" : "by hand")),
                ("Reconciled", Frame.Text(payout.Reconciliation.Replace('_', ' '))),
                ("On the statement", Frame.Text(payout.StatementDescriptor)),
                ("Failed because", Frame.Text(PayoutFailure.Message(payout.FailureCode))))}
            <div class="buttons">{(payout.IsUnderWay ? buttons.Form(http, "payout-fail", "Fail it", hidden: [("id", payout.Id)]) : Markup.None)}
            {(payout.IsUnderWay && payout.Status != Payout.Paid ? buttons.Form(http, "payout-pay", "Let it arrive", hidden: [("id", payout.Id)]) : Markup.None)}</div>
            {Frame.Table($"Movements it carries ({movements.Count})", ["Created", "Movement", "Category", "Amount", "Fee", "Net", "Of"], movements.NewestFirst().Take(Movements), r => Movement(r.Row))}
            {Frame.Table("Events", EventListPage.Columns, store.Events.Where("object", payout.Id).NewestFirst().Take(Shown), r => EventListPage.Row(r.Row))}
            """), buttons.TakeNotice(http));
    }

    private static string Run(SandboxStore store) => PayoutFlow.Sweep(store) is { } payout
        ? $"{Amounts.Pounds(payout.Amount)} paid out as {payout.Id}."
        : throw StripeError.State($"Nothing to pay out: {Amounts.Pounds(store.Settlement.Available)} is available.");

    private static Markup Row(Payout payout) => Markup.Of($"""
        <tr><td>{Frame.Time(payout.Created)}</td><td>{Frame.Link($"/dashboard/payouts/{payout.Id}", payout.Id)}</td><td class="number">{Amounts.Pounds(payout.Amount)}</td><td>{Frame.Tag(payout.Status)}</td>
        <td>{payout.ArrivalDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}</td><td>{payout.Reconciliation.Replace('_', ' ')}</td></tr>
        """);

    private static Markup Movement(BalanceTransaction row) => Markup.Of($"""
        <tr><td>{Frame.Time(row.Created)}</td><td><code>{row.Id}</code></td><td>{row.ReportingCategory.Replace('_', ' ')}</td><td class="number">{Amounts.Pounds(row.Amount)}</td>
        <td class="number">{Amounts.Pounds(row.Fee)}</td><td class="number">{Amounts.Pounds(row.Net)}</td><td><code>{row.Source}</code></td></tr>
        """);

    private static Payout UnderWay(SandboxStore store, IFormCollection form)
    {
        var payout = ApiCall.Find(store.Payouts, form["id"].ToString(), "id");
        return payout.IsUnderWay ? payout : throw StripeError.State($"The payout is {payout.Status.Replace('_', ' ')}.");
    }
}
