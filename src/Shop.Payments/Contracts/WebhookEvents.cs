using Shop.Kernel.Messaging;

namespace Shop.Payments.Contracts;

public enum WebhookState
{
    /// <summary>Kept; to be worked, or to be tried again.</summary>
    Received,

    /// <summary>Its payment was brought up to date.</summary>
    Done,

    /// <summary>Every try failed; a person must look.</summary>
    Failed,

    /// <summary>Signed by Stripe, but of a kind the shop does not use or not about its payments.</summary>
    Ignored,
}

/// <summary>Events from Stripe in one state, newest first, at most <paramref name="Limit"/> after <paramref name="Skip"/>.</summary>
public sealed record ListWebhookEvents(WebhookState State, int Skip, int Limit) : IQuery<WebhookEventPage>;

/// <param name="Total">How many there are in this state.</param>
public sealed record WebhookEventPage(IReadOnlyList<WebhookEventRow> Rows, int Total);

/// <param name="Note">Why it was ignored or what went wrong last; nothing about the payer.</param>
public sealed record WebhookEventRow(
    string EventId, string Type, WebhookState State, DateTime ReceivedAt, int Tries, DateTime? NextTryAt, DateTime? FinishedAt, string? Note, string? Reference);

/// <summary>
/// Works an event again that failed for good. Does nothing when it is not known or not failed: false. Audited.
/// </summary>
/// <param name="Reason">What has changed since; throws when empty.</param>
public sealed record RetryWebhookEvent(Shop.Kernel.Auditing.Actor By, string EventId, string Reason) : ICommand<bool>;
