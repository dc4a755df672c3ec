namespace Shop.StripeSandbox.Tests;

public static class Cards
{
    public const string Visa = "4242424242424242", Gb = "4000008260000000", Declined = "4000000000000002", ChallengeRequired = "4000002760003184";
}
