using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// Every change of state of a payment intent, and the only place where money is taken from a card. Callers check first
/// whether the change is allowed; nothing here is done by halves.
/// </summary>
internal static class PaymentFlow
{
    private static readonly TimeSpan AuthorisationLasts = TimeSpan.FromDays(7);

    public static PaymentIntent Create(SandboxStore store, PaymentIntentTerms terms, Metadata metadata)
    {
        var intent = store.PaymentIntents.Put(new(Ids.New("pi"), store.Now, terms) { Metadata = metadata });
        store.Emit("payment_intent.created", intent);
        return intent;
    }

    /// <summary>Tries a card. The result succeeds, waits for capture, asks for a challenge, or has a <c>LastError</c>.</summary>
    public static PaymentIntent Confirm(SandboxStore store, PaymentIntent intent, PaymentMethod method, string challengeUrl)
    {
        store.PaymentMethods.Put(method);
        if (store.NextCards.Take() is { } order) method = method with { Card = order.Apply(method.Card) };
        intent = intent with { PaymentMethod = method, LastError = null };
        if (!MustChallenge(intent.Terms, method.Card)) return Attempt(store, intent, null);
        intent = store.PaymentIntents.Put(intent with { Status = PaymentIntent.RequiresAction, ChallengeUrl = challengeUrl });
        store.Emit("payment_intent.requires_action", intent);
        return intent;
    }

    /// <summary>The holder answered the challenge: the card is tried when they passed, no charge is made when they failed.</summary>
    public static PaymentIntent AnswerChallenge(SandboxStore store, PaymentIntent intent, bool passed)
    {
        if (intent.Status != PaymentIntent.RequiresAction) throw new InvalidOperationException($"{intent.Id} asks for no challenge.");
        if (passed) return Attempt(store, intent with { ChallengeUrl = null }, "authenticated");
        return Fail(store, intent, new("invalid_request_error", "payment_intent_authentication_failure",
            "We are unable to authenticate your payment method. Please choose a different payment method and try again."));
    }

    private static bool MustChallenge(PaymentIntentTerms terms, TestCard card) =>
        card.Challenge == Challenge.Required
        || (card.Challenge == Challenge.Supported && terms.RequestThreeDSecure is "any" or "challenge");

    private static PaymentIntent Attempt(SandboxStore store, PaymentIntent intent, string? authentication)
    {
        var (terms, method) = (intent.Terms, intent.PaymentMethod!);
        var charge = new Charge(Ids.New("ch"), store.Now, terms.Amount, terms.Currency, intent.Id, method)
        {
            AuthenticationResult = authentication,
            Description = terms.Description,
            Failure = method.Card.Decline,
            Metadata = intent.Metadata,
            ReceiptEmail = terms.ReceiptEmail,
            StatementDescriptorSuffix = terms.StatementDescriptorSuffix,
        };
        charge = charge with { ReceiptUrl = $"{store.BaseUrl}/c/receipts/{charge.Id}" };
        intent = intent with { LatestCharge = charge.Id };
        if (charge.Failure is { } decline) return Decline(store, intent, charge, decline);
        return terms.IsManualCapture ? Authorise(store, intent, charge) : Take(store, intent, charge);
    }

    private static PaymentIntent Decline(SandboxStore store, PaymentIntent intent, Charge charge, Decline decline)
    {
        store.Emit("charge.failed", store.Charges.Put(charge));
        return Fail(store, intent, new("card_error", decline.Code, decline.Message) { Charge = charge.Id, DeclineCode = decline.DeclineCode });
    }

    private static PaymentIntent Fail(SandboxStore store, PaymentIntent intent, PaymentError error)
    {
        intent = store.PaymentIntents.Put(intent with
        {
            Status = PaymentIntent.RequiresPaymentMethod,
            ChallengeUrl = null,
            PaymentMethod = null,
            LastError = error with { PaymentMethod = intent.PaymentMethod },
        });
        store.Emit("payment_intent.payment_failed", intent);
        return intent;
    }

    private static PaymentIntent Take(SandboxStore store, PaymentIntent intent, Charge charge)
    {
        charge = store.Charges.Put(charge with { Captured = true, AmountCaptured = charge.Amount });
        charge = ChargeBooking.Book(store, charge);
        store.Emit("charge.succeeded", charge);
        intent = store.PaymentIntents.Put(intent with { Status = PaymentIntent.Succeeded, AmountReceived = charge.Amount });
        store.Emit("payment_intent.succeeded", intent);
        DisputeFlow.OpenSoon(store, charge);
        return intent;
    }

    private static PaymentIntent Authorise(SandboxStore store, PaymentIntent intent, Charge charge)
    {
        var until = store.Now + AuthorisationLasts;
        store.Emit("charge.succeeded", store.Charges.Put(charge with { CaptureBefore = until }));
        intent = store.PaymentIntents.Put(intent with { Status = PaymentIntent.RequiresCapture, AmountCapturable = charge.Amount });
        store.Emit("payment_intent.amount_capturable_updated", intent);
        store.Timeline.At(until, ExpireAuthorisation, intent.Id);
        return intent;
    }

    /// <summary>Takes authorised money, all or part of it; the rest is released for good.</summary>
    /// <param name="amount">Pence, from 1 to what is capturable.</param>
    public static PaymentIntent Capture(SandboxStore store, PaymentIntent intent, long amount)
    {
        if (intent.Status != PaymentIntent.RequiresCapture || amount < 1 || amount > intent.AmountCapturable)
            throw new InvalidOperationException($"{intent.Id} cannot be captured.");
        var charge = store.Charges.Get(intent.LatestCharge!);
        charge = store.Charges.Put(charge with { Captured = true, AmountCaptured = amount });
        charge = ChargeBooking.Book(store, charge);
        store.Emit("charge.captured", charge, new() { ["captured"] = false, ["amount_captured"] = 0 });
        intent = store.PaymentIntents.Put(intent with { Status = PaymentIntent.Succeeded, AmountReceived = amount, AmountCapturable = 0 });
        store.Emit("payment_intent.succeeded", intent);
        DisputeFlow.OpenSoon(store, charge);
        if (intent.Terms.Session is { } session) store.Sessions.Put(store.Sessions.Get(session) with { Paid = true });
        return intent;
    }

    /// <summary>Ends an intent that took no money; an authorisation is released.</summary>
    public static PaymentIntent Cancel(SandboxStore store, PaymentIntent intent, string? reason)
    {
        if (intent.Status is PaymentIntent.Succeeded or PaymentIntent.Canceled) throw new InvalidOperationException($"{intent.Id} cannot be cancelled.");
        if (intent.Status == PaymentIntent.RequiresCapture) ReleaseAuthorisation(store, intent, "charge.refunded");
        intent = store.PaymentIntents.Put(intent with
        {
            Status = PaymentIntent.Canceled,
            CanceledAt = store.Now,
            CancellationReason = reason,
            AmountCapturable = 0,
            ChallengeUrl = null,
        });
        store.Emit("payment_intent.canceled", intent);
        return intent;
    }

    private static void ExpireAuthorisation(SandboxStore store, string id)
    {
        var intent = store.PaymentIntents.Get(id);
        if (intent.Status != PaymentIntent.RequiresCapture) return;
        ReleaseAuthorisation(store, intent, "charge.expired");
        intent = store.PaymentIntents.Put(intent with
        {
            Status = PaymentIntent.Canceled,
            CanceledAt = store.Now,
            CancellationReason = "automatic",
            AmountCapturable = 0,
        });
        store.Emit("payment_intent.canceled", intent);
    }

    private static void ReleaseAuthorisation(SandboxStore store, PaymentIntent intent, string eventType)
    {
        var charge = store.Charges.Get(intent.LatestCharge!);
        store.Emit(eventType, store.Charges.Put(charge with { AmountRefunded = charge.Amount }), new() { ["amount_refunded"] = 0 });
    }
}
