using System.Text;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Control;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;
using Shop.StripeSandbox.Webhooks;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>One event: its body as it is sent, and each delivery with signature and answer.</summary>
internal static class EventPage
{
    private const int Shown = 50;

    public static Markup? Render(SandboxStore store, HttpContext http, Buttons buttons)
    {
        if (store.Events.Find((string)http.GetRouteValue("id")!) is not { } happened) return null;
        var deliveries = store.Deliveries.Newest(Shown, d => (Heading(store, d), Attempts: d.Attempts.ToList()), d => d.EventId == happened.Id);
        var payment = PaymentPage.IntentOf(store, happened.Object.Id);
        return Frame.Page(happened.Type, "/dashboard/events", Markup.Of($"""
            <h1>{happened.Type}</h1>
            {Frame.Facts(
                ("Event", Frame.Code(happened.Id)),
                ("Created", Frame.Text(Frame.Time(happened.Created))),
                ("About", Frame.Code(happened.Object.Id)),
                ("Payment", payment is null ? Frame.Text(null) : Frame.Link($"/dashboard/payments/{payment.Id}", payment.Id)),
                ("Caused by", Frame.Text(happened.Request.Id is { } request ? $"{request}{(happened.Request.IdempotencyKey is { } key ? $", key {key}" : "")}" : "a payer or the clock")))}
            <div class="buttons">
            {buttons.Form(http, "send-again", "Send again", hidden: [("id", happened.Id), ("copies", "1")])}
            {buttons.Form(http, "send-again", "Send 10 copies", hidden: [("id", happened.Id), ("copies", "10")])}
            </div>
            <section>
            <h2>Deliveries</h2>
            {(deliveries.Count == 0 ? Markup.Of($"<p class=\"small\">None among the latest.</p>") : Markup.Each(deliveries, d => Delivery(d.Item1, d.Attempts)))}
            </section>
            <section>
            <h2>Body</h2>
            <pre tabindex="0" aria-label="Body">{Encoding.UTF8.GetString(Wire.Bytes(happened.ToJson()))}</pre>
            </section>
            """), buttons.TakeNotice(http));
    }

    private static Markup Heading(SandboxStore store, Delivery delivery) => Markup.Of(
        $"<h3>To {store.Endpoints.Find(delivery.EndpointId)?.Address() ?? delivery.EndpointId} {Frame.Tag(WebhookControl.StateName(delivery.State))}</h3>{(delivery.State == DeliveryState.Waiting ? Markup.Of($"<p>Next try {Frame.Time(delivery.Due)}</p>") : Markup.None)}");

    private static Markup Delivery(Markup heading, IReadOnlyList<DeliveryAttempt> attempts) => Markup.Of($"""
        {heading}
        <ol class="tries">
        {Markup.Each(attempts, a => Markup.Of($"""
            <li>{Frame.Time(a.At)}: {EventListPage.Answer(a)} after {a.Milliseconds} ms
            <code class="block">Stripe-Signature: {a.Signature ?? "(none)"}</code>
            {(a.Answer is { Length: > 0 } answer ? Markup.Of($"<code class=\"block\">{answer}</code>") : Markup.None)}</li>
            """))}
        </ol>
        """);
}
