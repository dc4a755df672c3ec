using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>
/// When the sweeper asks Stripe about an attempt that nothing was heard of. Webhooks normally come first; this decides
/// how long a lost one stays unnoticed.
/// </summary>
internal static class LookSchedule
{
    private static readonly TimeSpan[] WhileOpen = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4)];

    private static readonly TimeSpan[] UntilFeeIsKnown =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(3), TimeSpan.FromDays(1)];

    /// <summary>A session cannot be paid after it expired, but Stripe may need a moment to say so.</summary>
    private static readonly TimeSpan AfterExpiry = TimeSpan.FromSeconds(30);

    /// <summary>An attempt still being prepared after a minute was interrupted.</summary>
    public static DateTime First(DateTime now) => now.AddMinutes(1);

    /// <summary>UTC; null when nothing more is expected of the attempt.</summary>
    public static DateTime? Next(AttemptState state, DateTime expiresAt, bool feeMissing, int looks, DateTime now) => state switch
    {
        AttemptState.Preparing => now + Interval(WhileOpen, looks),
        AttemptState.Open => BeforeExpiry(now + Interval(WhileOpen, looks), expiresAt + AfterExpiry, now),
        AttemptState.Processing => now + Interval(UntilFeeIsKnown, looks),
        AttemptState.Succeeded when feeMissing => now + Interval(UntilFeeIsKnown, looks),
        _ => null,
    };

    private static DateTime BeforeExpiry(DateTime planned, DateTime expiry, DateTime now) =>
        planned > expiry && expiry > now ? expiry : planned;

    private static TimeSpan Interval(TimeSpan[] intervals, int looks) => intervals[Math.Min(looks, intervals.Length - 1)];
}
