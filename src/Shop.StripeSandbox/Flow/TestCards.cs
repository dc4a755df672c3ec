namespace Shop.StripeSandbox.Flow;

/// <summary>Whether a card asks its holder to prove who they are (3-D Secure).</summary>
internal enum Challenge
{
    NotSupported,
    Supported,
    Required,
}

/// <summary>What becomes of a refund to the card.</summary>
internal enum RefundFate
{
    Succeeds,
    SucceedsLater,
    FailsLater,
}

/// <summary>How a card refuses: Stripe's error code, and the bank's reason where there is one.</summary>
internal sealed record Decline(string Code, string? DeclineCode, string Message, bool Blocked = false);

/// <summary>One published test card and what it does. The sandbox knows no other card, and so never holds a real one.</summary>
internal sealed record TestCard(string Number, string Token, string Brand = "visa", string Country = "US", string Funding = "credit")
{
    public Decline? Decline { get; init; }

    public Challenge Challenge { get; init; }

    public RefundFate Refund { get; init; }

    /// <summary>The money is available at once instead of after the settlement period.</summary>
    public bool BypassesPending { get; init; }

    /// <summary>A dispute (or inquiry) the charge leads to, by its reason.</summary>
    public string? DisputeReason { get; init; }

    /// <summary>True when the dispute is only an inquiry: no money moves.</summary>
    public bool Inquiry { get; init; }

    public bool EarlyFraudWarning { get; init; }

    public string Last4 => Number[^4..];

    /// <summary>The same for the same card, as Stripe's is.</summary>
    public string Fingerprint => "sandbox" + Number[^9..];
}

/// <summary>The cards of docs.stripe.com/testing that the sandbox knows, by number and by payment method token.</summary>
internal static class TestCards
{
    private static readonly Decline LiveCard = new("card_declined", "test_mode_live_card",
        "Your card was declined. Your request was in test mode, but used a non test card. Use one of the test cards listed in the sandbox's README.");

    public static readonly IReadOnlyList<TestCard> All =
    [
        new("4242424242424242", "pm_card_visa") { Challenge = Challenge.Supported },
        new("4000008260000000", "pm_card_gb", Country: "GB"),
        new("4000058260000005", "pm_card_gb_debit", Country: "GB", Funding: "debit"),
        new("5555558265554449", "pm_card_gb_mastercard", "mastercard", "GB"),
        new("5555555555554444", "pm_card_mastercard", "mastercard"),
        new("378282246310005", "pm_card_amex", "amex"),
        new("4000002500000003", "pm_card_fr", Country: "FR"),
        Declined("4000000000000002", "pm_card_chargeDeclined", "card_declined", "generic_decline", "Your card was declined."),
        Declined("4000000000009995", "pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds", "Your card has insufficient funds."),
        Declined("4000000000009987", "pm_card_chargeDeclinedLostCard", "card_declined", "lost_card", "Your card was declined."),
        Declined("4000000000009979", "pm_card_chargeDeclinedStolenCard", "card_declined", "stolen_card", "Your card was declined."),
        Declined("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card", "Your card has expired."),
        Declined("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
        Declined("4000000000000119", "pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit."),
        new("4100000000000019", "pm_card_radarBlock") { Decline = new("card_declined", "fraudulent", "Your card was declined.", Blocked: true) },
        new("4000002760003184", "pm_card_authenticationRequired") { Challenge = Challenge.Required },
        new("4000002500003155", "pm_card_authenticationRequiredOnSetup") { Challenge = Challenge.Required },
        new("4000000000003220", "pm_card_threeDSecure2Required") { Challenge = Challenge.Required },
        new("4000008400001629", "pm_card_authenticationRequiredChargeDeclined")
        {
            Challenge = Challenge.Required, Decline = new("card_declined", "generic_decline", "Your card was declined."),
        },
        new("4000008260003178", "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", Country: "GB")
        {
            Challenge = Challenge.Required, Decline = new("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        },
        new("4000000000003055", "pm_card_threeDSecureOptional") { Challenge = Challenge.Supported },
        new("4000000000000077", "pm_card_bypassPending") { BypassesPending = true },
        new("4000000000000259", "pm_card_createDispute") { DisputeReason = "fraudulent" },
        new("4000000000002685", "pm_card_createDisputeProductNotReceived") { DisputeReason = "product_not_received" },
        new("4000000000001976", "pm_card_createDisputeInquiry") { DisputeReason = "fraudulent", Inquiry = true },
        new("4000000000005423", "pm_card_createIssuerFraudRecord") { EarlyFraudWarning = true },
        new("4000000000007726", "pm_card_pendingRefund") { Refund = RefundFate.SucceedsLater },
        new("4000000000005126", "pm_card_refundFail") { Refund = RefundFate.FailsLater },
    ];

    private static readonly Dictionary<string, TestCard> ByNumber = All.ToDictionary(c => c.Number);
    private static readonly Dictionary<string, TestCard> ByToken = All.ToDictionary(c => c.Token);

    public static TestCard? Find(string number) => ByNumber.GetValueOrDefault(number);

    public static TestCard? FindToken(string token) => ByToken.GetValueOrDefault(token);

    /// <summary>The answer to a well-formed number that is no published test card: never kept, never sent anywhere.</summary>
    public static Decline NotATestCard => LiveCard;

    /// <summary>The check digit every real and test card number carries.</summary>
    public static bool PassesLuhn(string number)
    {
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    private static TestCard Declined(string number, string token, string code, string declineCode, string message) =>
        new(number, token) { Decline = new(code, declineCode, message) };
}
