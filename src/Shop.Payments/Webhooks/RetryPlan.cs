namespace Shop.Payments.Webhooks;

/// <summary>How long a failed event waits: two days in all, as the sweeper finds the money anyway.</summary>
internal static class RetryPlan
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>Null after the last try.</summary>
    public static TimeSpan? After(int tries) => tries <= Waits.Length ? Waits[tries - 1] : null;
}
