namespace Shop.Checkout;

/// <summary>The terms a resident accepts by placing an order. A change of their words needs a new version here; orders keep the version they were placed under.</summary>
public static class Terms
{
    public const string CurrentVersion = "2026-10";
}
