namespace Shop.StripeSandbox.Resources;

/// <summary>Why a holder of a card disputes, with the code that the network gives it (Visa's numbers, for any brand).</summary>
internal static class DisputeReason
{
    private static readonly Dictionary<string, string> NetworkCodes = new()
    {
        ["credit_not_processed"] = "13.6",
        ["duplicate"] = "12.6.1",
        ["fraudulent"] = "10.4",
        ["general"] = "12.7",
        ["product_not_received"] = "13.1",
        ["product_unacceptable"] = "13.3",
        ["subscription_canceled"] = "13.2",
        ["unrecognized"] = "10.2",
    };

    public static IReadOnlyCollection<string> All => NetworkCodes.Keys;

    public static string NetworkCode(string reason) => NetworkCodes[reason];
}
