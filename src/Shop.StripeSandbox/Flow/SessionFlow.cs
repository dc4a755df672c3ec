using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>Every change of state of a checkout session: open, then complete or expired, once.</summary>
internal static class SessionFlow
{
    private static readonly TimeSpan RecoveryLasts = TimeSpan.FromDays(30);

    public static CheckoutSession Create(SandboxStore store, SessionTerms terms, Metadata metadata, string? recoveredFrom = null)
    {
        var id = Ids.NewSession();
        foreach (var line in terms.Lines) store.Products.Put(line.Product());
        var session = store.Sessions.Put(new(id, store.Now, terms, $"{store.BaseUrl}/c/pay/{id}") { Metadata = metadata, RecoveredFrom = recoveredFrom });
        store.Timeline.At(terms.ExpiresAt, ExpireIfOpen, id);
        return session;
    }

    /// <summary>Tries a card for an open session. The payment intent comes to be with the first try.</summary>
    /// <returns>The intent afterwards; it succeeded, asks for a challenge or says why it failed.</returns>
    public static PaymentIntent Pay(SandboxStore store, CheckoutSession session, PaymentMethod method)
    {
        if (session.Status != CheckoutSession.Open) throw new InvalidOperationException($"{session.Id} is {session.Status}.");
        var intent = store.PaymentIntents.Find(session.PaymentIntent)
            ?? PaymentFlow.Create(store, session.Terms.Payment with { Session = session.Id }, session.Terms.PaymentIntentMetadata);
        session = store.Sessions.Put(session with { PaymentIntent = intent.Id, Customer = method.Billing });
        intent = PaymentFlow.Confirm(store, intent, method, session.PageUrl + "/3ds");
        CompleteIfPaid(store, session, intent);
        return intent;
    }

    public static PaymentIntent AnswerChallenge(SandboxStore store, CheckoutSession session, bool passed)
    {
        var intent = PaymentFlow.AnswerChallenge(store, store.PaymentIntents.Get(session.PaymentIntent!), passed);
        CompleteIfPaid(store, session, intent);
        return intent;
    }

    private static void CompleteIfPaid(SandboxStore store, CheckoutSession session, PaymentIntent intent)
    {
        if (intent.Status is not (PaymentIntent.Succeeded or PaymentIntent.RequiresCapture)) return;
        session = store.Sessions.Put(session with { Status = CheckoutSession.Complete, Paid = intent.Status == PaymentIntent.Succeeded });
        store.Emit("checkout.session.completed", session);
    }

    /// <summary>Ends an open session unpaid and cancels its intent. Throws when it is not open.</summary>
    public static CheckoutSession Expire(SandboxStore store, CheckoutSession session)
    {
        if (session.Status != CheckoutSession.Open) throw new InvalidOperationException($"{session.Id} is {session.Status}.");
        session = store.Sessions.Put(session with
        {
            Status = CheckoutSession.Expired,
            RecoveryUrl = session.Terms.Recovery == true ? $"{store.BaseUrl}/c/recover/{session.Id}" : null,
            RecoveryExpiresAt = session.Terms.Recovery == true ? store.Now + RecoveryLasts : null,
        });
        if (store.PaymentIntents.Find(session.PaymentIntent) is { } intent) PaymentFlow.Cancel(store, intent, "expired");
        store.Emit("checkout.session.expired", session);
        return session;
    }

    /// <summary>A new session on the terms of an expired one. Null when it cannot be recovered, or no longer.</summary>
    public static CheckoutSession? Recover(SandboxStore store, CheckoutSession expired)
    {
        if (expired.RecoveryUrl is null || expired.RecoveryExpiresAt <= store.Now) return null;
        return Create(store, expired.Terms with { ExpiresAt = store.Now.AddHours(24) }, expired.Metadata, expired.Id);
    }

    private static void ExpireIfOpen(SandboxStore store, string id)
    {
        var session = store.Sessions.Get(id);
        if (session.Status == CheckoutSession.Open) Expire(store, session);
    }
}
