using Shop.Payments.Contracts;

namespace Shop.Payments;

/// <summary>When the sweeper asks Stripe about money going back of which nothing was heard.</summary>
internal static class MoneyBackSchedule
{
    private static readonly TimeSpan[] UntilMade =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private static readonly TimeSpan[] UntilSettled = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(3), TimeSpan.FromDays(1)];

    private static readonly TimeSpan[] WhileDisputed = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];

    /// <summary>A refund that nobody sent a minute after it was recorded was interrupted.</summary>
    public static DateTime First(DateTime now) => now + UntilMade[0];

    /// <summary>UTC; null when nothing more is expected. A refund that succeeded may fail weeks later: Stripe's events tell that.</summary>
    /// <param name="transactionMissing">The balance transaction of the money that went, or of its return, is not known yet.</param>
    public static DateTime? Next(RefundState state, bool transactionMissing, int looks, DateTime now) => state switch
    {
        RefundState.Requested => now + At(UntilMade, looks),
        RefundState.Pending => now + At(UntilSettled, looks),
        RefundState.Succeeded or RefundState.Failed or RefundState.Cancelled when transactionMissing => now + At(UntilSettled, looks),
        _ => null,
    };

    public static DateTime? Next(DisputeState state, int looks, DateTime now) =>
        state is DisputeState.NeedsResponse or DisputeState.UnderReview or DisputeState.InquiryOpen ? now + At(WhileDisputed, looks) : null;

    private static TimeSpan At(TimeSpan[] intervals, int looks) => intervals[Math.Min(looks, intervals.Length - 1)];
}
