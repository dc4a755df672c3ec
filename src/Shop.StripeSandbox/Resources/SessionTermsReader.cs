using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

/// <summary>Reads the parameters of a new checkout session, and refuses what Stripe would refuse.</summary>
internal static class SessionTermsReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30), Longest = TimeSpan.FromHours(24);

    public static SessionTerms Read(ApiCall call)
    {
        var input = call.Input;
        if (input.OneOf("mode", "payment", "setup", "subscription") is not (null or "payment"))
            throw StripeError.Invalid("This sandbox serves `payment` mode only.", "mode");
        input.OneOf("ui_mode", "hosted_page");
        var lines = LineItemReader.Read(call);
        var payment = PaymentTerms(input, lines);
        var success = Url(input, "success_url") ?? throw StripeError.Missing("success_url");
        var data = input.Group("payment_intent_data");
        return new(success, lines, ExpiresAt(call), payment)
        {
            CancelUrl = Url(input, "cancel_url"),
            ClientReferenceId = input.Text("client_reference_id", 200),
            CustomerEmail = Email(input),
            Locale = input.Text("locale"),
            SubmitType = input.OneOf("submit_type", "auto", "book", "donate", "pay", "subscribe"),
            BillingAddressCollection = input.OneOf("billing_address_collection", "auto", "required"),
            AllowedPaymentMethodTypes = MethodTypes(input),
            AdaptivePricing = input.Group("adaptive_pricing")?.Flag("enabled") ?? true,
            Recovery = Recovery(input),
            CustomText = CustomText(input),
            PaymentIntentMetadata = Metadata.None.With(data?.Metadata()),
        };
    }

    private static PaymentIntentTerms PaymentTerms(Params input, IReadOnlyList<LineItem> lines)
    {
        var total = lines.Sum(l => l.Total);
        Amounts.Check(total, "line_items", "The Checkout Session's total amount due must add up to at least £0.30 gbp");
        var data = input.Group("payment_intent_data");
        var card = input.Group("payment_method_options")?.Group("card");
        if (data?.Has("statement_descriptor") == true)
            throw StripeError.Invalid("The `statement_descriptor` parameter is not supported for card charges. Use `statement_descriptor_suffix` instead.", data.Path("statement_descriptor"));
        card?.OneOf("request_extended_authorization", "if_available", "never");
        var capture = card?.OneOf("capture_method", "manual") ?? data?.OneOf("capture_method", "automatic", "automatic_async", "manual");
        return new(total, lines[0].Currency, capture ?? "automatic_async")
        {
            Description = data?.Text("description", 1000),
            ReceiptEmail = data?.Text("receipt_email"),
            StatementDescriptorSuffix = Amounts.Suffix(data, "statement_descriptor_suffix"),
            SetupFutureUsage = data?.OneOf("setup_future_usage", "off_session", "on_session"),
            RequestThreeDSecure = card?.OneOf("request_three_d_secure", "any", "automatic", "challenge"),
        };
    }

    private static DateTimeOffset ExpiresAt(ApiCall call)
    {
        if (call.Input.Timestamp("expires_at") is not { } at) return call.Now + Longest;
        // Stripe compares whole seconds.
        var now = DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds());
        if (at < now + Shortest) throw StripeError.Invalid("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", "expires_at");
        if (at > now + Longest) throw StripeError.Invalid("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", "expires_at");
        return at;
    }

    private static string? Url(Params input, string name)
    {
        if (input.Text(name) is not { } url) return null;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw StripeError.Invalid("Not a valid URL", name, "url_invalid");
    }

    private static string? Email(Params input)
    {
        var email = input.Text("customer_email", 800);
        return email is null || Amounts.LooksLikeEmail(email) ? email : throw StripeError.Invalid($"Invalid email address: {email}", "customer_email", "email_invalid");
    }

    private static IReadOnlyList<string>? MethodTypes(Params input)
    {
        var allowed = input.Texts("allowed_payment_method_types");
        if (input.Texts("excluded_payment_method_types").Contains("card") || (allowed.Count > 0 && !allowed.Contains("card")))
            throw StripeError.Invalid("No payment method types remain: this sandbox takes cards only.", "allowed_payment_method_types");
        return allowed.Count > 0 ? allowed : null;
    }

    private static bool? Recovery(Params input)
    {
        var recovery = input.Group("after_expiration")?.Group("recovery");
        recovery?.Flag("allow_promotion_codes");
        return recovery?.Flag("enabled");
    }

    private static Dictionary<string, string> CustomText(Params input)
    {
        var texts = new Dictionary<string, string>();
        if (input.Group("custom_text") is not { } group) return texts;
        foreach (var name in (string[])["after_submit", "shipping_address", "submit", "terms_of_service_acceptance"])
            if (group.Group(name)?.Text("message", 1200) is { } message)
                texts[name] = message;
        return texts;
    }
}
