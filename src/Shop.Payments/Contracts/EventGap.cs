using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

/// <summary>The time (UTC) whose events from Stripe were never heard of and can no longer be read; null when there is none.</summary>
public sealed record GetEventGap : IQuery<EventGap?>;

/// <param name="ReadUntil">Up to when Stripe's list of events has been read since.</param>
public sealed record EventGap(DateTime From, DateTime Until, DateTime ReadUntil);

/// <summary>Somebody has proved the takings of the gap's days. Does nothing when there is no gap: false. Audited.</summary>
/// <param name="Reason">What was found; throws when empty.</param>
public sealed record CloseEventGap(Actor By, string Reason) : ICommand<bool>;
