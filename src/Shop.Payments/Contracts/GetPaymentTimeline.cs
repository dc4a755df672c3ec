using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>All that happened to a payment, oldest first, in words for finance and with Stripe's ids. Null for an unknown reference.</summary>
public sealed record GetPaymentTimeline(string Reference) : IQuery<IReadOnlyList<TimelineEntry>?>;

/// <param name="At">UTC; when the shop learned it, or Stripe's own time where <paramref name="What"/> speaks of Stripe's.</param>
/// <param name="What">One sentence without the payer's particulars.</param>
/// <param name="Ids">Stripe's ids it is about, for a search in Stripe's dashboard.</param>
public sealed record TimelineEntry(DateTime At, TimelineKind Kind, string What, IReadOnlyList<string> Ids);

public enum TimelineKind { Payment, Attempt, Message, Refund, Dispute }
