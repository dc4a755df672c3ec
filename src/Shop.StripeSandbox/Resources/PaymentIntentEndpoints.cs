using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Resources;

internal static class PaymentIntentEndpoints
{
    private const string Path = "/v1/payment_intents", Kind = "payment_intent";
    private static readonly string[] Cancelable =
        [PaymentIntent.RequiresPaymentMethod, PaymentIntent.RequiresCapture, PaymentIntent.RequiresConfirmation, PaymentIntent.RequiresAction];

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, call => Paging.List(call, call.Store.PaymentIntents, Path));
        api.Get(Path + "/{id}", Kind, Retrieve);
        api.Post(Path + "/{id}", Kind, Update);
        api.Post(Path + "/{id}/confirm", Kind, Confirm);
        api.Post(Path + "/{id}/capture", Kind, Capture);
        api.Post(Path + "/{id}/cancel", Kind, Cancel);
    }

    private static JsonObject Create(ApiCall call)
    {
        var (terms, metadata) = (Terms(call.Input), Metadata.None.With(call.Input.Metadata()));
        var confirm = call.Input.Flag("confirm") ?? false;
        var returnUrl = call.Input.Text("return_url");
        var method = Method(call);
        call.Input.RefuseUnknown();
        if (confirm && method is null) throw StripeError.Missing("payment_method");
        var intent = PaymentFlow.Create(call.Store, terms, metadata) with { ReturnUrl = returnUrl };
        if (confirm) return Try(call, intent, method!).ToJson();
        if (method is not null) call.Store.PaymentMethods.Put(method);
        return call.Store.PaymentIntents.Put(intent with
        {
            PaymentMethod = method,
            Status = method is null ? PaymentIntent.RequiresPaymentMethod : PaymentIntent.RequiresConfirmation,
        }).ToJson();
    }

    private static PaymentIntentTerms Terms(Params input)
    {
        var amount = input.RequiredInteger("amount");
        Amounts.Check(amount, "amount", "Amount must be at least £0.30 gbp");
        input.Group("automatic_payment_methods")?.Flag("enabled");
        input.Group("automatic_payment_methods")?.OneOf("allow_redirects", "always", "never");
        var card = input.Group("payment_method_options")?.Group("card");
        return new(amount, Amounts.Currency(input), input.OneOf("capture_method", "automatic", "automatic_async", "manual") ?? "automatic_async")
        {
            Description = input.Text("description", 1000),
            ReceiptEmail = input.Text("receipt_email"),
            StatementDescriptorSuffix = Amounts.Suffix(input, "statement_descriptor_suffix"),
            SetupFutureUsage = input.OneOf("setup_future_usage", "off_session", "on_session"),
            RequestThreeDSecure = card?.OneOf("request_three_d_secure", "any", "automatic", "challenge"),
        };
    }

    private static JsonObject Retrieve(ApiCall call)
    {
        var intent = Target(call);
        call.Input.Text("client_secret");
        return call.Answer(intent);
    }

    private static JsonObject Update(ApiCall call)
    {
        var intent = Target(call);
        var input = call.Input;
        var terms = intent.Terms with
        {
            Description = input.Has("description") ? input.Text("description", 1000) : intent.Terms.Description,
            ReceiptEmail = input.Has("receipt_email") ? input.Text("receipt_email") : intent.Terms.ReceiptEmail,
        };
        if (input.Integer("amount") is { } amount)
        {
            Amounts.Check(amount, "amount", "Amount must be at least £0.30 gbp");
            Demand(intent, "updated", PaymentIntent.RequiresPaymentMethod, PaymentIntent.RequiresConfirmation, PaymentIntent.RequiresAction);
            terms = terms with { Amount = amount };
        }
        var metadata = intent.Metadata.With(input.Metadata());
        input.RefuseUnknown();
        if (terms.Amount != intent.Terms.Amount) RefuseWhileInCheckout(call, intent, "update");
        return call.Store.PaymentIntents.Put(intent with { Terms = terms, Metadata = metadata }).ToJson();
    }

    private static JsonObject Confirm(ApiCall call)
    {
        var intent = Target(call);
        var method = Method(call) ?? intent.PaymentMethod;
        intent = intent with { ReturnUrl = call.Input.Text("return_url") ?? intent.ReturnUrl };
        call.Input.RefuseUnknown();
        RefuseWhileInCheckout(call, intent, "confirm");
        Demand(intent, "confirmed", PaymentIntent.RequiresPaymentMethod, PaymentIntent.RequiresConfirmation, PaymentIntent.RequiresAction);
        return Try(call, intent, method ?? throw StripeError.Missing("payment_method")).ToJson();
    }

    private static PaymentIntent Try(ApiCall call, PaymentIntent intent, PaymentMethod method)
    {
        intent = PaymentFlow.Confirm(call.Store, intent, method, $"{call.Store.BaseUrl}/c/authenticate/{intent.Id}");
        return intent.LastError is null ? intent : throw StripeError.Card(intent.LastError, intent);
    }

    private static JsonObject Capture(ApiCall call)
    {
        var intent = Target(call);
        var amount = call.Input.Integer("amount_to_capture");
        call.Input.RefuseUnknown();
        Demand(intent, "captured", PaymentIntent.RequiresCapture);
        if (amount is < 1 || amount > intent.AmountCapturable)
            throw StripeError.State($"The amount to capture must be between 1 and the capturable amount ({intent.AmountCapturable}).", "amount_too_large", "amount_to_capture");
        return PaymentFlow.Capture(call.Store, intent, amount ?? intent.AmountCapturable).ToJson();
    }

    private static JsonObject Cancel(ApiCall call)
    {
        var intent = Target(call);
        var reason = call.Input.OneOf("cancellation_reason", "abandoned", "duplicate", "fraudulent", "requested_by_customer");
        call.Input.RefuseUnknown();
        RefuseWhileInCheckout(call, intent, "cancel");
        Demand(intent, "canceled", Cancelable);
        return PaymentFlow.Cancel(call.Store, intent, reason).ToJson();
    }

    private static PaymentIntent Target(ApiCall call) => call.Target(call.Store.PaymentIntents, "intent");

    private static PaymentMethod? Method(ApiCall call)
    {
        if (call.Input.Text("payment_method") is not { } name) return null;
        if (call.Store.PaymentMethods.Find(name) is { } known) return known;
        var card = TestCards.FindToken(name) ?? throw StripeError.NoSuch("PaymentMethod", name, "payment_method");
        return new(Ids.New("pm"), call.Now, card, 12, call.Now.Year + 3, BillingDetails.None);
    }

    private static void RefuseWhileInCheckout(ApiCall call, PaymentIntent intent, string verb)
    {
        if (intent.Terms.Session is { } id && call.Store.Sessions.Get(id).Status == CheckoutSession.Open)
            throw StripeError.State($"You cannot {verb} this PaymentIntent because it is part of an open Checkout Session. Expire the Checkout Session instead.", "payment_intent_unexpected_state");
    }

    private static void Demand(PaymentIntent intent, string verb, params string[] statuses)
    {
        if (statuses.Contains(intent.Status)) return;
        throw new StripeError(400, "invalid_request_error",
            $"This PaymentIntent's status is {intent.Status}, so it could not be {verb}. Only a PaymentIntent with one of the following statuses may be {verb}: {string.Join(", ", statuses)}.")
        { Code = "payment_intent_unexpected_state", PaymentIntent = intent.ToJson() };
    }
}
