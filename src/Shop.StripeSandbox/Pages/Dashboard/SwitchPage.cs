using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>Everything that can be made to go wrong, as buttons. The same switches as the control plane's.</summary>
internal static class SwitchPage
{
    private static readonly (string Name, string Label, Fault Fault)[] Faults =
    [
        ("500-once", "Answer 500 once", new("status") { Method = "POST" }),
        ("500-sticky", "Answer 500 and keep it under the idempotency key", new("status") { Method = "POST", Sticky = true }),
        ("answer-lost", "Do it, then lose the answer", new("reset_after") { Method = "POST" }),
        ("429", "Answer 429: too many requests", new("429") { Method = "POST" }),
        ("slow", "Answer after 25 seconds", new("slow") { Method = "POST" }),
        ("malformed", "Answer half a JSON object", new("malformed") { Method = "POST" }),
    ];

    private static readonly (string Name, string Label, Func<WebhookMode, WebhookMode> Change)[] Modes =
    [
        ("drop", "Lose all webhooks", m => m with { Drop = ["*"] }),
        ("duplicate", "Send each three times", m => m with { Duplicate = 3 }),
        ("reverse", "Send in reverse order", m => m with { Order = "reverse" }),
        ("hold", "Hold them back", m => m with { Hold = true }),
        ("stale", "Sign with a time an hour ago", m => m with { Signature = "stale" }),
        ("wrong-secret", "Sign with a wrong secret", m => m with { Signature = "wrong_secret" }),
        ("rolled", "Sign twice, as while a secret is rolled", m => m with { Signature = "rolled" }),
        ("version", "Send another API version", m => m with { ApiVersion = WebhookMode.OtherVersion }),
    ];

    public static void AddButtons(Buttons buttons)
    {
        foreach (var (name, label, fault) in Faults)
            buttons.Add("fault-" + name, (store, _) =>
            {
                store.Faults.Add(fault);
                return $"For the next call that changes something: {label}.";
            });
        foreach (var (name, label, change) in Modes)
            buttons.Add("webhooks-" + name, (store, _) =>
            {
                store.Deliveries.SetMode(change(store.Deliveries.Mode));
                return $"Webhooks from now on: {label}.";
            });
        buttons.Add("webhooks-release", (store, _) => $"{store.Deliveries.Release(store.Now)} held deliveries let go.");
        buttons.Add("webhooks-normal", (store, _) =>
        {
            store.Deliveries.SetMode(new());
            return "Webhooks go as they should again. What is held stays held until it is released.";
        });
        buttons.Add("faults-none", (store, _) =>
        {
            store.Faults.Clear();
            store.NextCards.Clear();
            return "No call and no card will go wrong.";
        });
        buttons.Add("card-decline", (store, _) => Order(store, new("decline") { Code = "generic_decline" }, "The next card will be declined."));
        buttons.Add("card-challenge", (store, _) => Order(store, new("challenge"), "The next card will ask for 3-D Secure."));
        buttons.Add("send-again", (store, form) =>
        {
            var happened = ApiCall.Find(store.Events, form["id"].ToString(), "id");
            var copies = form["copies"] == "10" ? 10 : 1;
            store.Deliveries.Resend(happened, store.Listening, copies, store.Now);
            return copies == 1 ? "Sent again." : $"Sent {copies} times.";
        });
        buttons.Add("refunds-wait", (store, _) =>
        {
            store.RefundsWaitForFunds = !store.RefundsWaitForFunds;
            return store.RefundsWaitForFunds ? "Refunds wait until the available balance has their amount." : "Refunds take from the balance at once, below zero if need be.";
        });
        buttons.Add("settle", (store, _) => $"{store.Settlement.SettleAll(store)} movements of the balance are available now.");
    }

    public static Markup Render(SandboxStore store, HttpContext http, Buttons buttons) => Frame.Page("Failure switches", "/dashboard/switches", Markup.Of($"""
        <h1>Failure switches</h1>
        <section>
        <h2>The next card</h2>
        {Waiting(store.NextCards.Waiting.Select(o => $"{o.Kind}{(o.Times > 1 ? $", {o.Times} times" : "")}"), "Cards do what their numbers say.")}
        <div class="buttons">{buttons.Form(http, "card-decline", "Decline the next card")}{buttons.Form(http, "card-challenge", "Force 3-D Secure on the next card")}</div>
        </section>
        <section>
        <h2>The next call that changes something</h2>
        {Waiting(store.Faults.Waiting.Select(f => $"{f.Kind}{(f.Sticky ? " sticky" : "")} for {f.Method ?? "any"} {f.Path ?? "call"}{(f.Times > 1 ? $", {f.Times} times" : "")}"), "Calls are answered as they should.")}
        <div class="buttons">{Markup.Each(Faults, f => buttons.Form(http, "fault-" + f.Name, f.Label))}{buttons.Form(http, "faults-none", "Let all go well", style: "main-action")}</div>
        </section>
        <section>
        <h2>Webhooks</h2>
        {Waiting(Describe(store.Deliveries.Mode), "Webhooks go as they should.")}
        <div class="buttons">{Markup.Each(Modes, m => buttons.Form(http, "webhooks-" + m.Name, m.Label))}
        {buttons.Form(http, "webhooks-release", "Release what is held")}{buttons.Form(http, "webhooks-normal", "Back to normal", style: "main-action")}</div>
        </section>
        <section>
        <h2>Refunds and the balance</h2>
        <p class="small">{(store.RefundsWaitForFunds ? "Refunds wait until the available balance has their amount." : "Refunds take from the balance at once, below zero if need be.")} Available: {Amounts.Pounds(store.Settlement.Available)}.</p>
        <div class="buttons">{buttons.Form(http, "refunds-wait", store.RefundsWaitForFunds ? "Let refunds go below zero" : "Let refunds wait for the balance")}{buttons.Form(http, "settle", "Make all pending money available")}</div>
        </section>
        <section>
        <h2>One payment, one payout</h2>
        <p>Expire a session, give money back, hold or fail a refund, open a dispute, win or lose it, capture or cancel: on the page of the <a href="/dashboard/payments">payment</a>. Payouts that fail or go below zero: <a href="/dashboard/payouts">payouts</a>. Time: <a href="/dashboard/clock">the clock</a>.</p>
        </section>
        """), buttons.TakeNotice(http));

    private static string Order(SandboxStore store, CardOrder order, string done)
    {
        store.NextCards.Add(order);
        return done;
    }

    private static Markup Waiting(IEnumerable<string> ordered, string none)
    {
        var list = ordered.ToList();
        return list.Count == 0 ? Markup.Of($"<p class=\"small\">{none}</p>") : Markup.Of($"<ul class=\"ordered\">{Markup.Each(list, o => Markup.Of($"<li>{o}</li>"))}</ul>");
    }

    private static IEnumerable<string> Describe(WebhookMode mode)
    {
        if (mode.Drop.Count > 0) yield return $"lost: {string.Join(", ", mode.Drop)}";
        if (mode.Duplicate > 1) yield return $"each {mode.Duplicate} times";
        if (mode.Order != "normal") yield return $"order: {mode.Order}";
        if (mode.Hold) yield return "held back";
        if (mode.Signature != "normal") yield return $"signature: {mode.Signature.Replace('_', ' ')}";
        if (mode.ApiVersion is { } version) yield return $"API version {version}";
        if (mode.Delay > TimeSpan.Zero) yield return $"after {mode.Delay.TotalSeconds:0.#} seconds";
    }
}
