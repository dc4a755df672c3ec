using Shop.Kernel;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Orders;

/// <summary>What an order's page says, decided from the order's rows and from what Stripe answered; never from the address.</summary>
public enum OrderPageState
{
    /// <summary>Paid (or free): with the team.</summary>
    Paid,
    Fulfilled,
    Refused,

    /// <summary>Nothing was charged; it can be paid now.</summary>
    NotCharged,

    /// <summary>The card was declined: nothing was charged; it can be paid now.</summary>
    Declined,

    /// <summary>Stripe has the payment and is not done with it.</summary>
    Processing,

    /// <summary>Stripe does not answer, and a payment was begun: nobody knows.</summary>
    Unknown,

    /// <summary>Money arrived that does not fit and the order is not paid by it: finance settles it.</summary>
    Checking,

    /// <summary>Not paid in time.</summary>
    Lapsed,

    /// <summary>Ended for a changed order.</summary>
    Withdrawn,
}

/// <summary>An order with its payment for the page.</summary>
/// <param name="Token">The key in the address.</param>
/// <param name="Payment">As Stripe answered; null where nothing is open.</param>
public sealed record OrderView(string Token, ResidentOrder Order, PaymentStatus? Payment)
{
    public OrderPageState State => Order.State switch
    {
        OrderState.Paid => OrderPageState.Paid,
        OrderState.Fulfilled => OrderPageState.Fulfilled,
        OrderState.Refused => OrderPageState.Refused,
        _ when Order.OtherMoneyPence > 0 => OrderPageState.Checking,
        OrderState.Lapsed => Order.Withdrawn ? OrderPageState.Withdrawn : OrderPageState.Lapsed,
        _ => Open(),
    };

    public string Title => State switch
    {
        OrderPageState.Paid => Order.IsFree ? "Order placed" : "Payment received",
        OrderPageState.Fulfilled => "Your order is complete",
        OrderPageState.Refused => Order.Lines.Count == 1 ? "Your application was refused" : "Your applications were refused",
        OrderPageState.NotCharged or OrderPageState.Withdrawn => "You have not been charged",
        OrderPageState.Declined => "Your payment was declined",
        OrderPageState.Processing => "Your payment is being processed",
        OrderPageState.Unknown => "We are waiting to hear about your payment",
        OrderPageState.Checking => "We are checking your payment",
        OrderPageState.Lapsed => "Your order was not paid in time",
        _ => throw new InvalidOperationException($"The state {State} has no title."),
    };

    /// <summary>A receipt exists.</summary>
    public bool HasReceipt => Order.PaidAt is not null && !Order.IsFree;

    /// <summary>Written out: generated addresses are made lower case, and a key is not.</summary>
    public string PayPage => $"{ShopPaths.Order(Token)}?handler=Pay";

    public string SharePage => $"{ShopPaths.Order(Token)}?handler=Share";

    public string ReceiptPage => $"{ShopPaths.Order(Token)}/receipt";

    /// <summary>"Visa ending 4242"; empty for a free order.</summary>
    public string CardWords => OrderWords.OfCard(Order.CardBrand, Order.CardLast4);

    /// <summary>Why the bank said no, and what to try.</summary>
    public string DeclineWords => string.IsNullOrEmpty(Payment?.DeclineReason)
        ? "Your bank did not say why. Try another card, or ask your bank."
        : Payment.DeclineReason;

    public Money Total => new(Order.TotalPence);

    /// <summary>Where to begin a service again, with the same choices.</summary>
    public static string StartAgain(ResidentOrderLine line) =>
        ShopPaths.Service(line.Snapshot.ServiceId, new ChosenOptions(line.Snapshot.Choices, line.Snapshot.Quantity));

    private OrderPageState Open()
    {
        if (Payment is { State: PaymentState.Processing } or { LastAttempt: AttemptState.Processing }) return OrderPageState.Processing;
        // Paid at Stripe, and the order does not know yet: the sweeper or the webhook tells it within moments.
        if (Payment is { State: PaymentState.Paid }) return OrderPageState.Processing;
        if (Payment is { AskedStripe: false, LastAttempt: AttemptState.Open or AttemptState.Preparing }) return OrderPageState.Unknown;
        if (!Order.CanBePaid) return OrderPageState.Lapsed;
        return Payment is { LastAttempt: AttemptState.Failed } or { DeclineReason.Length: > 0 } ? OrderPageState.Declined : OrderPageState.NotCharged;
    }
}
