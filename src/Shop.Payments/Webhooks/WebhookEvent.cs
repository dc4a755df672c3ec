using Shop.Payments.Contracts;

namespace Shop.Payments.Webhooks;

/// <summary>
/// The inbox: an event that Stripe signed and sent, kept before it is answered and worked afterwards. It is a hint
/// where to look, never a source of money figures.
/// </summary>
internal sealed class WebhookEvent
{
    private WebhookEvent() { }

    public Guid Id { get; private set; }

    /// <summary>"evt_…": the same event may be sent many times and is kept once.</summary>
    public string EventId { get; private set; } = "";

    public string Type { get; private set; } = "";

    /// <summary>As received; emptied when it is no longer needed, as it may hold the payer's name and e-mail address.</summary>
    public string Body { get; private set; } = "";

    public DateTime ReceivedAt { get; private set; }
    public WebhookState State { get; private set; }
    public int Tries { get; private set; }

    /// <summary>UTC; null when finished.</summary>
    public DateTime? NextTryAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>Why it was ignored, or what went wrong last.</summary>
    public string? Note { get; private set; }

    /// <summary>The payment it turned out to be about.</summary>
    public Guid? PaymentId { get; private set; }

    public static WebhookEvent Receive(string eventId, string type, string body, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        EventId = eventId,
        Type = type,
        Body = body,
        ReceivedAt = now,
        State = WebhookState.Received,
        NextTryAt = now,
    };

    /// <summary>Its payment was looked at, or finance was told of its payout. Throws when it is finished already.</summary>
    public void Done(Guid? paymentId, DateTime now)
    {
        Finish(WebhookState.Done, now);
        (PaymentId, Note) = (paymentId, null);
    }

    /// <summary>Nothing of this shop's is concerned. Throws when it is finished already.</summary>
    public void Ignore(string why, DateTime now)
    {
        Finish(WebhookState.Ignored, now);
        Note = why;
    }

    /// <summary>It could not be worked now: later again, and after the last try it waits for a person. Throws when it is finished already.</summary>
    public void Failed(string why, Guid? paymentId, DateTime now)
    {
        Tries++;
        PaymentId = paymentId ?? PaymentId;
        if (RetryPlan.After(Tries) is { } wait)
        {
            CheckUnfinished();
            NextTryAt = now + wait;
        }
        else
        {
            Finish(WebhookState.Failed, now);
        }

        Note = why;
    }

    /// <summary>A person wants it worked again, with all its tries. Throws when it has not failed for good.</summary>
    public void TryAgain(DateTime now)
    {
        if (State != WebhookState.Failed) throw new InvalidOperationException($"Event {EventId} is {State}, not failed.");
        (State, Tries, NextTryAt, FinishedAt) = (WebhookState.Received, 0, now, null);
    }

    private void Finish(WebhookState to, DateTime now)
    {
        CheckUnfinished();
        (State, FinishedAt, NextTryAt) = (to, now, null);
    }

    private void CheckUnfinished()
    {
        if (State != WebhookState.Received) throw new InvalidOperationException($"Event {EventId} is {State} already.");
    }
}
