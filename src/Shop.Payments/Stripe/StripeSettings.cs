namespace Shop.Payments.Stripe;

/// <summary>Section "Stripe" of the configuration.</summary>
public sealed record StripeSettings
{
    /// <summary>"sk_test_…", "rk_live_…": from the Stripe dashboard, Developers, API keys.</summary>
    public string SecretKey { get; init; } = "";

    /// <summary>"whsec_…": the signing secret of the webhook endpoint.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>The secret before it was rolled; accepted beside the new one until it is removed here.</summary>
    public string WebhookSecretPrevious { get; init; } = "";

    /// <summary>Another server than Stripe's, such as the sandbox's; empty for Stripe itself.</summary>
    public string ApiBase { get; init; } = "";

    /// <summary>The account's statement descriptor prefix as set in the Stripe dashboard; only shown to payers.</summary>
    public string StatementPrefix { get; init; } = "";

    /// <summary>What follows the prefix on card statements, such as "SERVICES"; with the prefix at most 20 characters.</summary>
    public string StatementSuffix { get; init; } = "";

    public bool IsLive => SecretKey.StartsWith("sk_live_", StringComparison.Ordinal) || SecretKey.StartsWith("rk_live_", StringComparison.Ordinal);

    /// <summary>What card statements show: "PREFIX* SUFFIX" (docs.stripe.com/get-started/account/statement-descriptors). Empty when not configured.</summary>
    public string StatementText => (StatementPrefix, StatementSuffix) switch
    {
        ({ Length: > 0 } prefix, { Length: > 0 } suffix) => $"{prefix}* {suffix}",
        _ => StatementPrefix + StatementSuffix,
    };
}
