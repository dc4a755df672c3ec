using System.Globalization;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages;

/// <summary>The style sheet, receipts, and the challenge of payment intents that were confirmed by the API.</summary>
internal sealed class OtherPages(SandboxStore store, FormToken tokens)
{
    private static readonly byte[] Css = Resource("sandbox.css");

    public static void Map(IEndpointRouteBuilder routes, SandboxStore store, FormToken tokens)
    {
        var pages = new OtherPages(store, tokens);
        routes.MapGet("/c/assets/sandbox.css", (RequestDelegate)(http => Wire.WriteAsync(http.Response, 200, Css, "text/css; charset=utf-8")));
        routes.MapGet("/c/receipts/{id}", (RequestDelegate)pages.ReceiptAsync);
        routes.MapGet("/c/authenticate/{id}", (RequestDelegate)pages.ShowChallengeAsync);
        routes.MapPost("/c/authenticate/{id}", (RequestDelegate)pages.AnswerChallengeAsync);
        routes.MapFallback("{**rest}", (RequestDelegate)(http => Layout.MessageAsync(http, 404, "Page not found", "There is no such page.", "/", "Dashboard")));
    }

    private async Task ReceiptAsync(HttpContext http)
    {
        var charge = store.Run(() => store.Charges.Find((string)http.GetRouteValue("id")!));
        if (charge is not { Succeeded: true })
        {
            await Layout.MessageAsync(http, 404, "Page not found", "There is no such receipt.");
            return;
        }
        await Layout.SendAsync(http, 200, Layout.Page("Receipt", Markup.Of($"""
            <h1>Receipt</h1>
            <dl class="facts">
            <dt>Amount</dt><dd>{Amounts.Pounds(charge.Amount)}</dd>
            <dt>Given back</dt><dd>{Amounts.Pounds(charge.AmountRefunded)}</dd>
            <dt>Date</dt><dd>{charge.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</dd>
            <dt>Card</dt><dd>{charge.Method.Card.Brand} ending {charge.Method.Card.Last4}</dd>
            <dt>On your statement</dt><dd>{charge.Descriptor}</dd>
            <dt>For</dt><dd>{charge.Description ?? "-"}</dd>
            </dl>
            """)));
    }

    private async Task ShowChallengeAsync(HttpContext http)
    {
        if (Waiting(http) is not { PaymentMethod: { } method } intent)
        {
            await Layout.MessageAsync(http, 410, "Nothing to confirm", "This payment does not wait for you to confirm it.");
            return;
        }
        var page = ChallengePage.Render($"/c/authenticate/{intent.Id}", Amounts.Pounds(intent.Terms.Amount), method.Card.Last4, tokens.For(http, intent.Id));
        await Layout.SendAsync(http, 200, page, intent.ReturnUrl);
    }

    private async Task AnswerChallengeAsync(HttpContext http)
    {
        var input = await Layout.ReadFormAsync(http);
        var outcome = input["outcome"].ToString();
        var id = (string)http.GetRouteValue("id")!;
        if (!tokens.IsValid(http, input, id) || outcome is not ("complete" or "fail"))
        {
            Layout.SeeOther(http, $"/c/authenticate/{id}");
            return;
        }
        var intent = store.Run(() => Waiting(http) is { } waiting ? PaymentFlow.AnswerChallenge(store, waiting, outcome == "complete") : null);
        if (intent?.ReturnUrl is { } back) Layout.SeeOther(http, back);
        else await Layout.MessageAsync(http, 200, "You can close this page", "The shop has been told.");
    }

    private PaymentIntent? Waiting(HttpContext http)
    {
        var intent = store.Run(() => store.PaymentIntents.Find((string)http.GetRouteValue("id")!));
        return intent is { Status: PaymentIntent.RequiresAction, Terms.Session: null } ? intent : null;
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(OtherPages).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
