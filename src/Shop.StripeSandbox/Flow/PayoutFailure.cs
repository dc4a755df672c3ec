namespace Shop.StripeSandbox.Flow;

/// <summary>Why a bank sends a payout back: Stripe's codes with words for people.</summary>
internal static class PayoutFailure
{
    public const string Usual = "account_closed";

    private static readonly Dictionary<string, string> Messages = new()
    {
        ["account_closed"] = "The bank account has been closed.",
        ["account_frozen"] = "The bank account has been frozen.",
        ["bank_account_restricted"] = "The bank account has restrictions on either the type, or the number, of payouts allowed.",
        ["bank_ownership_changed"] = "The destination bank account is no longer valid because its branch has changed ownership.",
        ["could_not_process"] = "The bank could not process this payout.",
        ["debit_not_authorized"] = "Debit transactions are not approved on the bank account.",
        ["declined"] = "The bank has declined this payout.",
        ["incorrect_account_holder_address"] = "The bank notified us that the bank account holder address on file is incorrect.",
        ["incorrect_account_holder_name"] = "The bank notified us that the bank account holder name on file is incorrect.",
        ["insufficient_funds"] = "The bank account has insufficient funds to cover the debit.",
        ["invalid_account_number"] = "The routing number seems correct, but the account number is invalid.",
        ["invalid_currency"] = "The bank was unable to process this payout because of its currency.",
        ["no_account"] = "The bank account details on file are probably incorrect. No bank account could be located with those details.",
    };

    public static IReadOnlyCollection<string> Codes => Messages.Keys;

    public static string? Message(string? code) => code is null ? null : Messages[code];
}
