using Shop.Kernel.Security;

namespace Shop.Orders;

/// <summary>Why a key was given out. All but <see cref="Pay"/> open the order's page; that one opens nothing but the page on which the order is paid.</summary>
internal enum LinkPurpose { Checkout, Receipt, Lapsed, Found, Pay }

/// <summary>A key to an order's page. Only its hash is stored: neither the database nor a backup opens an order.</summary>
internal sealed class OrderLink
{
    private OrderLink() { }

    public string TokenHash { get; private set; } = "";
    public Guid OrderId { get; private set; }
    public LinkPurpose Purpose { get; private set; }
    public DateTime IssuedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }

    /// <summary>Makes a new key; <paramref name="token"/> is given to the resident and then forgotten.</summary>
    public static OrderLink Issue(Guid orderId, LinkPurpose purpose, DateTime now, out string token)
    {
        token = AccessToken.New();
        return new OrderLink
        {
            TokenHash = AccessToken.Hash(token),
            OrderId = orderId,
            Purpose = purpose,
            IssuedAt = now,
            ExpiresAt = now + Lifetime(purpose),
        };
    }

    /// <summary>A receipt must open as long as somebody may claim the cost; who lost it asks for a new key with the reference and the e-mail address.</summary>
    private static TimeSpan Lifetime(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Checkout => TimeSpan.FromDays(7),
        LinkPurpose.Receipt => TimeSpan.FromDays(90),
        LinkPurpose.Lapsed => TimeSpan.FromDays(30),
        LinkPurpose.Found => TimeSpan.FromHours(24),
        // Longer than an order can be paid: afterwards it still says what became of it.
        LinkPurpose.Pay => TimeSpan.FromDays(30),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };
}
