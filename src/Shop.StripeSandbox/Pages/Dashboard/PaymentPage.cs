using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>One payment with its charges, refunds and events, and what the merchant or the bank can do to it.</summary>
internal static class PaymentPage
{
    private const int Events = 100;

    public static void AddButtons(Buttons buttons)
    {
        buttons.Add("expire-session", (store, form) =>
        {
            var session = ApiCall.Find(store.Sessions, form["id"].ToString(), "id");
            if (session.Status != CheckoutSession.Open) throw StripeError.State($"The session is {session.Status}.");
            SessionFlow.Expire(store, session);
            return $"Session {Frame.Short(session.Id)} has expired.";
        });
        buttons.Add("refund", (store, form) =>
        {
            var charge = ApiCall.Find(store.Charges, form["id"].ToString(), "id");
            var amount = Pence(form["pounds"].ToString());
            if (store.Disputes.Where("charge", charge.Id).Any(d => d.Row.BlocksRefund)) throw StripeError.State("The charge is disputed: it cannot be refunded.");
            if (!charge.Succeeded || !charge.Captured || amount > charge.Refundable)
                throw StripeError.State($"{Amounts.Pounds(charge.Refundable)} can be given back, not {Amounts.Pounds(amount)}.");
            var refund = RefundFlow.Create(store, charge, amount, null, Metadata.None);
            return $"{Amounts.Pounds(amount)} given back as {refund.Id}, unknown to the shop.";
        });
        buttons.Add("capture", (store, form) =>
        {
            var intent = Intent(store, form, PaymentIntent.RequiresCapture);
            PaymentFlow.Capture(store, intent, intent.AmountCapturable);
            return $"{Amounts.Pounds(intent.AmountCapturable)} taken.";
        });
        buttons.Add("cancel", (store, form) =>
        {
            var intent = Intent(store, form, PaymentIntent.RequiresPaymentMethod, PaymentIntent.RequiresConfirmation, PaymentIntent.RequiresAction, PaymentIntent.RequiresCapture);
            if (store.Sessions.Find(intent.Terms.Session) is { Status: CheckoutSession.Open }) throw StripeError.State("It belongs to an open session: expire that instead.");
            PaymentFlow.Cancel(store, intent, "requested_by_customer");
            return $"{intent.Id} is cancelled.";
        });
        buttons.Add("dispute", (store, form) => $"{Open(store, form, inquiry: false).Id} is open: the money is gone until it is won.");
        buttons.Add("inquiry", (store, form) => $"{Open(store, form, inquiry: true).Id} is open: no money moves yet.");
        buttons.Add("win-dispute", (store, form) => $"The dispute is {DisputeFlow.Win(store, Dispute(store, form)).Status.Replace('_', ' ')}.");
        buttons.Add("lose-dispute", (store, form) => $"The dispute is {DisputeFlow.Lose(store, Dispute(store, form)).Status.Replace('_', ' ')}.");
        buttons.Add("hold-refund", (store, form) => $"The refund is {RefundFlow.Hold(store, Refund(store, form)).Status} until it is told how to end.");
        buttons.Add("fail-refund", (store, form) => $"The refund is {RefundFlow.Fail(store, Refund(store, form)).Status}: the money is in the balance again.");
        buttons.Add("succeed-refund", (store, form) => $"The refund is {RefundFlow.Succeed(store, Refund(store, form)).Status}.");
    }

    /// <summary>The payment that a session, charge, refund or payment id belongs to.</summary>
    public static PaymentIntent? IntentOf(SandboxStore store, string id) => store.PaymentIntents.Find(store.Find(id) switch
    {
        PaymentIntent intent => intent.Id,
        CheckoutSession session => session.PaymentIntent,
        Charge charge => charge.PaymentIntent,
        Refund refund => refund.PaymentIntent,
        Dispute dispute => dispute.PaymentIntent,
        _ => null,
    });

    public static Markup? Render(SandboxStore store, HttpContext http, Buttons buttons)
    {
        if (store.PaymentIntents.Find((string)http.GetRouteValue("id")!) is not { } intent) return null;
        var session = store.Sessions.Find(intent.Terms.Session);
        var charges = store.Charges.Where("payment_intent", intent.Id).NewestFirst().Select(r => r.Row).ToList();
        var refunds = store.Refunds.Where("payment_intent", intent.Id).NewestFirst().Select(r => r.Row).ToList();
        var disputes = store.Disputes.Where("payment_intent", intent.Id).NewestFirst().Select(r => r.Row).ToList();
        return Frame.Page($"Payment of {Amounts.Pounds(intent.Terms.Amount)}", "/dashboard/payments", Markup.Of($"""
            <h1>Payment of {Amounts.Pounds(intent.Terms.Amount)} {Frame.Tag(intent.Status)}</h1>
            {Facts(intent, session)}
            <div class="buttons">{Actions(intent, session, http, buttons)}</div>
            {Frame.Table("Charges", ["Created", "Charge", "Amount", "State", "Card", "Fee", "Net", "Given back"], charges, c => Charge(store, c))}
            {Markup.Each(charges.Where(c => c is { Succeeded: true, Captured: true }), c => ChargeForms(store, c, http, buttons))}
            {Frame.Table("Refunds", ["Created", "Refund", "Amount", "State", "Action"], refunds, r => Refund(r, http, buttons))}
            {Frame.Table("Disputes", ["Opened", "Dispute", "Amount", "State", "Reason", "Answer by", "Action"], disputes, d => Dispute(d, http, buttons))}
            {Frame.Table("Events", EventListPage.Columns, EventsOf(store, [intent.Id, .. charges.Select(c => c.Id), .. refunds.Select(r => r.Id), .. disputes.Select(d => d.Id), .. session is null ? [] : (string[])[session.Id]]), EventListPage.Row)}
            """), buttons.TakeNotice(http));
    }

    private static Markup Facts(PaymentIntent intent, CheckoutSession? session) => Frame.Facts(
        ("Payment intent", Frame.Code(intent.Id)),
        ("Created", Frame.Text(Frame.Time(intent.Created))),
        ("Checkout session", session is null ? Frame.Text("none: made by the API") : Markup.Of($"<code>{session.Id}</code> {Frame.Tag(session.Status)}")),
        ("The shop's reference", Frame.Text(session?.Terms.ClientReferenceId)),
        ("Description", Frame.Text(intent.Terms.Description)),
        ("Metadata", Frame.Text(intent.Metadata.Values.Count == 0 ? null : string.Join(", ", intent.Metadata.Values.Select(m => $"{m.Key}={m.Value}")))),
        ("Last error", Frame.Text(intent.LastError is { } error ? $"{error.Code}: {error.Message}" : null)));

    private static Markup Actions(PaymentIntent intent, CheckoutSession? session, HttpContext http, Buttons buttons)
    {
        if (session is { Status: CheckoutSession.Open }) return buttons.Form(http, "expire-session", "Expire the session now", hidden: [("id", session.Id)]);
        var cancel = buttons.Form(http, "cancel", "Cancel the payment", hidden: [("id", intent.Id)]);
        if (intent.Status == PaymentIntent.RequiresCapture) return new(buttons.Form(http, "capture", "Capture all of it", hidden: [("id", intent.Id)]).Html + cancel.Html);
        return intent.Status is PaymentIntent.Succeeded or PaymentIntent.Canceled ? Markup.None : cancel;
    }

    private static Markup Charge(SandboxStore store, Charge charge)
    {
        var movement = store.Transactions.Find(charge.BalanceTransaction);
        return Markup.Of($"""
            <tr><td>{Frame.Time(charge.Created)}</td><td><code>{charge.Id}</code></td><td class="number">{Amounts.Pounds(charge.Amount)}</td><td>{Frame.Tag(charge.Succeeded ? "succeeded" : "failed")}</td>
            <td>{charge.Method.Card.Brand} {charge.Method.Card.Country} ending {charge.Method.Card.Last4}{(charge.Failure is { } f ? $": {f.DeclineCode ?? f.Code}" : "")}</td>
            <td class="number">{(movement is null ? "-" : Amounts.Pounds(movement.Fee))}</td><td class="number">{(movement is null ? "-" : Amounts.Pounds(movement.Net))}</td><td>{Amounts.Pounds(charge.AmountRefunded)}</td></tr>
            """);
    }

    private static Markup ChargeForms(SandboxStore store, Charge charge, HttpContext http, Buttons buttons) => Markup.Of($"""
        <section>
        <h2>What others do with it</h2>
        {(charge.Refundable > 0 ? RefundForm(charge, http, buttons) : Markup.None)}
        {(DisputeFlow.Obstacle(store, charge, DisputeFlow.UsualAmount(charge)) is not null ? Markup.None : Markup.Of($"""
            <p>The holder of the card turns to their bank:</p>
            <div class="buttons">{buttons.Form(http, "dispute", "Open a dispute", hidden: [("id", charge.Id)])}{buttons.Form(http, "inquiry", "Open an inquiry", hidden: [("id", charge.Id)])}</div>
            """))}
        </section>
        """);

    private static Markup RefundForm(Charge charge, HttpContext http, Buttons buttons) => Markup.Of($"""
        <p>Give money back, as in Stripe's own dashboard and behind the shop's back:</p>
        {buttons.Form(http, "refund", "Give back", Markup.Of($"""
            <div class="field"><label for="pounds-{charge.Id}">Amount in pounds</label><input class="short" id="pounds-{charge.Id}" name="pounds" inputmode="decimal" value="{Amounts.Pounds(charge.Refundable)[1..].Replace(",", "", StringComparison.Ordinal)}"></div>
            """), hidden: [("id", charge.Id)])}
        """);

    private static Markup Dispute(Dispute dispute, HttpContext http, Buttons buttons) => Markup.Of($"""
        <tr><td>{Frame.Time(dispute.Created)}</td><td><code>{dispute.Id}</code></td><td class="number">{Amounts.Pounds(dispute.Amount)}</td><td>{Frame.Tag(dispute.Status)}</td>
        <td>{dispute.Reason.Replace('_', ' ')}</td><td>{Frame.Time(dispute.DueBy)}</td>
        <td>{(dispute.IsOpen ? Markup.Of($"<div class=\"buttons\">{buttons.Form(http, "win-dispute", "Win it", hidden: [("id", dispute.Id)])}{buttons.Form(http, "lose-dispute", "Lose it", hidden: [("id", dispute.Id)])}</div>") : Markup.None)}</td></tr>
        """);

    private static Markup Refund(Refund refund, HttpContext http, Buttons buttons) => Markup.Of($"""
        <tr><td>{Frame.Time(refund.Created)}</td><td><code>{refund.Id}</code></td><td class="number">{Amounts.Pounds(refund.Amount)}</td><td>{Frame.Tag(refund.Status)} {refund.FailureReason ?? refund.PendingReason}</td>
        <td><div class="buttons">{(refund.Counts ? buttons.Form(http, "fail-refund", "Fail it", hidden: [("id", refund.Id)]) : Markup.None)}
        {(refund.Status == Resources.Refund.Succeeded ? buttons.Form(http, "hold-refund", "Hold it", hidden: [("id", refund.Id)]) : Markup.None)}
        {(refund.Status == Resources.Refund.Pending ? buttons.Form(http, "succeed-refund", "Let it succeed", hidden: [("id", refund.Id)]) : Markup.None)}</div></td></tr>
        """);

    private static IEnumerable<Event> EventsOf(SandboxStore store, IReadOnlyList<string> ids) =>
        store.Events.Where("object", ids).NewestFirst().Take(Events).Select(r => r.Row);

    private static PaymentIntent Intent(SandboxStore store, IFormCollection form, params ReadOnlySpan<string> statuses)
    {
        var intent = ApiCall.Find(store.PaymentIntents, form["id"].ToString(), "id");
        return statuses.Contains(intent.Status) ? intent : throw StripeError.State($"The payment is {intent.Status.Replace('_', ' ')}.");
    }

    private static Refund Refund(SandboxStore store, IFormCollection form) => ApiCall.Find(store.Refunds, form["id"].ToString(), "id");

    private static Dispute Open(SandboxStore store, IFormCollection form, bool inquiry)
    {
        var charge = ApiCall.Find(store.Charges, form["id"].ToString(), "id");
        var amount = DisputeFlow.UsualAmount(charge);
        if (DisputeFlow.Obstacle(store, charge, amount) is { } obstacle) throw StripeError.State(obstacle);
        return DisputeFlow.Open(store, charge, "fraudulent", amount, inquiry);
    }

    private static Dispute Dispute(SandboxStore store, IFormCollection form)
    {
        var dispute = ApiCall.Find(store.Disputes, form["id"].ToString(), "id");
        return dispute.IsOpen ? dispute : throw StripeError.State($"The dispute is {dispute.Status.Replace('_', ' ')}.");
    }

    /// <summary>Pence from pounds as typed, for example 12.50.</summary>
    public static long Pence(string pounds)
    {
        var parts = pounds.Trim().TrimStart('£').Split('.');
        if (parts.Length > 2 || !long.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var whole) || whole > 999_999
            || (parts.Length == 2 && (parts[1].Length != 2 || !parts[1].All(char.IsAsciiDigit))))
            throw StripeError.Invalid("Enter an amount in pounds, for example 12.50.");
        var pence = whole * 100 + (parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
        return pence > 0 ? pence : throw StripeError.Invalid("Enter an amount above nothing.");
    }
}
