using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Pages;

/// <summary>The hosted payment page: what is paid for on one side, the card form on the other. No script.</summary>
internal static class PayPage
{
    public static Markup Render(string merchant, CheckoutSession session, CardForm form, IReadOnlyList<FormError> errors, Markup token)
    {
        var amount = Amounts.Pounds(session.Terms.Total);
        return Layout.Page($"{(errors.Count > 0 ? "Error: " : "")}Pay {amount}", Markup.Of($"""
            {ErrorSummary(errors)}
            {Summary(merchant, session, amount)}
            <div>
            <h1>Pay by card</h1>
            <form method="post" action="/c/pay/{session.Id}" novalidate>
            {token}
            {Email(session, form, errors)}
            {Field(errors, "number", "Card number", "", "cc-number", "numeric", "")}
            <div class="pair">
            {Field(errors, "expiry", "Expiry date", "", "cc-exp", "text", "short", "For example, 05/30")}
            {Field(errors, "cvc", "Security code", "", "cc-csc", "numeric", "short", "3 digits on the back")}
            </div>
            {Field(errors, "name", "Name on card", form.Name, "cc-name", "text", "")}
            {Field(errors, "postcode", "Postcode", form.PostalCode, "postal-code", "text", "short", "Of the card's billing address")}
            {Text(session, "submit")}
            <button class="main" type="submit">{Verb(session)} {amount}</button>
            </form>
            {Text(session, "after_submit")}
            {(session.Terms.CancelUrl is { } cancel ? Markup.Of($"<p class=\"after\"><a href=\"{cancel}\">Cancel and go back</a></p>") : Markup.None)}
            {Cards()}
            </div>
            """), "columns");
    }

    private static Markup Summary(string merchant, CheckoutSession session, string amount) => Markup.Of($"""
        <section class="summary" aria-labelledby="summary">
        <h2 id="summary" class="payee">Pay {merchant}</h2>
        <p class="amount">{amount}</p>
        <ul class="lines">
        {Markup.Each(session.Terms.Lines, Line)}
        </ul>
        <p class="total"><span>Total</span><span>{amount}</span></p>
        </section>
        """);

    private static Markup Line(LineItem line) => Markup.Of($"""
        <li><span>{line.Name}
        {(line.ProductDescription is { } text ? Markup.Of($"<span class=\"small\">{text}</span>") : Markup.None)}
        {(line.Quantity > 1 ? Markup.Of($"<span class=\"small\">Quantity {line.Quantity}</span>") : Markup.None)}
        </span><span class="price">{Amounts.Pounds(line.Total)}</span></li>
        """);

    private static Markup ErrorSummary(IReadOnlyList<FormError> errors) => errors.Count == 0 ? Markup.None : Markup.Of($"""
        <div class="errors" role="alert">
        <h2>There is a problem</h2>
        <ul>
        {Markup.Each(errors, e => Markup.Of($"<li><a href=\"#{e.Field ?? "number"}\">{e.Message}</a></li>"))}
        </ul>
        </div>
        """);

    private static Markup Email(CheckoutSession session, CardForm form, IReadOnlyList<FormError> errors) => session.Terms.CustomerEmail is { } email
        ? Markup.Of($"<div class=\"field\"><span class=\"label\">Email address</span>{email}</div>")
        : Field(errors, "email", "Email address", form.Email, "email", "email", "", "For the receipt");

    private static Markup Field(
        IReadOnlyList<FormError> errors, string name, string label, string value, string autocomplete, string inputMode, string size, string? hint = null)
    {
        var error = errors.FirstOrDefault(e => e.Field == name);
        var described = string.Join(' ', new[] { hint is null ? null : $"{name}-hint", error is null ? null : $"{name}-error" }.Where(d => d is not null));
        return Markup.Of($"""
            <div class="field{(error is null ? "" : " invalid")}">
            <label for="{name}">{label}</label>
            {(hint is null ? Markup.None : Markup.Of($"<span class=\"hint\" id=\"{name}-hint\">{hint}</span>"))}
            {(error is null ? Markup.None : Markup.Of($"<span class=\"message\" id=\"{name}-error\">{error.Message}</span>"))}
            <input id="{name}" name="{name}" class="{size}" type="{(name == "email" ? "email" : "text")}" value="{value}" autocomplete="{autocomplete}" inputmode="{inputMode}" spellcheck="false" aria-required="true"{Described(described)}{(error is null ? Markup.None : new(" aria-invalid=\"true\""))}>
            </div>
            """);
    }

    private static Markup Described(string ids) => ids.Length == 0 ? Markup.None : Markup.Of($" aria-describedby=\"{ids}\"");

    private static Markup Text(CheckoutSession session, string place) =>
        session.Terms.CustomText.TryGetValue(place, out var text) ? Markup.Of($"<p class=\"small\">{text}</p>") : Markup.None;

    private static string Verb(CheckoutSession session) => session.Terms.SubmitType switch { "donate" => "Donate", "book" => "Book for", _ => "Pay" };

    private static Markup Cards() => Markup.Of($"""
        <details class="cards">
        <summary>Test cards</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Test cards">
        <table>
        <caption>Any expiry date to come, any security code</caption>
        <thead><tr><th scope="col">Number</th><th scope="col">What happens</th></tr></thead>
        <tbody>
        {Markup.Each(TestCards.All, c => Markup.Of($"<tr><td><code>{Grouped(c.Number)}</code></td><td>{Describe(c)}</td></tr>"))}
        </tbody>
        </table>
        </div>
        </details>
        """);

    private static string Grouped(string number) => string.Join(' ', number.Chunk(4).Select(four => new string(four)));

    internal static string Describe(TestCard card)
    {
        var outcome = card.Decline is { } d ? $"declined, {(d.DeclineCode ?? d.Code).Replace('_', ' ')}" : $"paid: {card.Brand} {card.Funding}, {card.Country}";
        var challenge = card.Challenge == Challenge.Required ? "3-D Secure, then " : "";
        var later = card switch
        {
            { Refund: RefundFate.SucceedsLater } => "; a refund stays pending for a day",
            { Refund: RefundFate.FailsLater } => "; a refund fails after a day",
            { BypassesPending: true } => "; available at once",
            _ => "",
        };
        return challenge + outcome + later;
    }
}
