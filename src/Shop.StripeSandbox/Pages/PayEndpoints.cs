using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages;

/// <summary>The hosted payment page. A session's id is the only key to it.</summary>
internal sealed class PayEndpoints(SandboxStore store, FormToken tokens)
{
    public static void Map(IEndpointRouteBuilder routes, SandboxStore store, FormToken tokens)
    {
        var pages = new PayEndpoints(store, tokens);
        routes.MapGet("/c/pay/{id}", (RequestDelegate)pages.ShowAsync);
        routes.MapPost("/c/pay/{id}", (RequestDelegate)pages.PayAsync);
        routes.MapGet("/c/pay/{id}/3ds", (RequestDelegate)pages.ShowChallengeAsync);
        routes.MapPost("/c/pay/{id}/3ds", (RequestDelegate)pages.AnswerChallengeAsync);
        routes.MapGet("/c/recover/{id}", (RequestDelegate)pages.RecoverAsync);
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await OpenSessionAsync(http) is not { } session) return;
        var failed = http.Request.Query.ContainsKey("failed") ? store.Run(() => store.PaymentIntents.Find(session.PaymentIntent)?.LastError) : null;
        await SendFormAsync(http, session, CardForm.Empty(session), failed is null ? [] : [new(null, failed.Message)]);
    }

    private async Task PayAsync(HttpContext http)
    {
        if (await OpenSessionAsync(http) is not { } shown) return;
        var input = await Layout.ReadFormAsync(http);
        var form = CardForm.Read(input, shown);
        if (!tokens.IsValid(http, input, shown.Id))
        {
            await SendFormAsync(http, shown, form, [new(null, "This page was open for too long. Enter your card again.")]);
            return;
        }
        var errors = form.Errors(store.Now);
        if (errors.Count > 0)
        {
            await SendFormAsync(http, shown, form, errors);
            return;
        }
        // Looked at again under the lock: of two clicks at once only the first finds the session open.
        var (session, intent) = store.Run(() =>
        {
            var current = store.Sessions.Get(shown.Id);
            var tried = current.Status == CheckoutSession.Open ? SessionFlow.Pay(store, current, form.ToPaymentMethod(store.Now)) : null;
            return (store.Sessions.Get(shown.Id), tried);
        });
        if (intent is { LastError: { } error }) await SendFormAsync(http, session, form, [new(null, error.Message)]);
        else if (intent is { Status: PaymentIntent.RequiresAction }) Layout.SeeOther(http, $"/c/pay/{session.Id}/3ds");
        else await LeaveAsync(http, session);
    }

    private async Task ShowChallengeAsync(HttpContext http)
    {
        if (await OpenSessionAsync(http) is not { } session) return;
        var intent = store.Run(() => store.PaymentIntents.Find(session.PaymentIntent));
        if (intent is not { Status: PaymentIntent.RequiresAction, PaymentMethod: { } method })
        {
            Layout.SeeOther(http, $"/c/pay/{session.Id}");
            return;
        }
        var page = ChallengePage.Render($"/c/pay/{session.Id}/3ds", Amounts.Pounds(session.Terms.Total), method.Card.Last4, tokens.For(http, session.Id));
        await Layout.SendAsync(http, 200, page, session.Terms.SuccessUrl);
    }

    private async Task AnswerChallengeAsync(HttpContext http)
    {
        if (await OpenSessionAsync(http) is not { } shown) return;
        var input = await Layout.ReadFormAsync(http);
        var outcome = input["outcome"].ToString();
        if (!tokens.IsValid(http, input, shown.Id) || outcome is not ("complete" or "fail"))
        {
            Layout.SeeOther(http, $"/c/pay/{shown.Id}/3ds");
            return;
        }
        var (session, intent) = store.Run(() =>
        {
            var current = store.Sessions.Get(shown.Id);
            var open = current.Status == CheckoutSession.Open && store.PaymentIntents.Get(current.PaymentIntent!).Status == PaymentIntent.RequiresAction;
            var answered = open ? SessionFlow.AnswerChallenge(store, current, outcome == "complete") : null;
            return (store.Sessions.Get(shown.Id), answered);
        });
        if (session.Status == CheckoutSession.Open) Layout.SeeOther(http, $"/c/pay/{session.Id}{(intent?.LastError is null ? "" : "?failed")}");
        else await LeaveAsync(http, session);
    }

    private async Task RecoverAsync(HttpContext http)
    {
        var recovered = store.Run(() => store.Sessions.Find((string)http.GetRouteValue("id")!) is { } expired ? SessionFlow.Recover(store, expired) : null);
        if (recovered is null) await Layout.MessageAsync(http, 410, "This link has expired", "Go back to the shop and start again. You have not been charged.");
        else Layout.SeeOther(http, $"/c/pay/{recovered.Id}");
    }

    /// <summary>The session when it can be paid; otherwise null, with the right answer sent.</summary>
    private async Task<CheckoutSession?> OpenSessionAsync(HttpContext http)
    {
        var session = store.Run(() => store.Sessions.Find((string)http.GetRouteValue("id")!));
        if (session is { Status: CheckoutSession.Open }) return session;
        if (session is null) await Layout.MessageAsync(http, 404, "Page not found", "There is no such payment. Check the address, or go back to the shop and start again.");
        else await LeaveAsync(http, session);
        return null;
    }

    private static Task LeaveAsync(HttpContext http, CheckoutSession session)
    {
        if (session.Status == CheckoutSession.Expired)
            return Layout.MessageAsync(http, 410, "This payment page has expired", "You have not been charged. Go back to the shop and start again.", session.Terms.CancelUrl, "Go back to the shop");
        Layout.SeeOther(http, session.ReturnUrl);
        return Task.CompletedTask;
    }

    private Task SendFormAsync(HttpContext http, CheckoutSession session, CardForm form, IReadOnlyList<FormError> errors) =>
        Layout.SendAsync(http, 200, PayPage.Render(store.Options.MerchantName, session, form, errors, tokens.For(http, session.Id)), session.Terms.SuccessUrl);
}
