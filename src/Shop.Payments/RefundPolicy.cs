namespace Shop.Payments;

/// <summary>Section "Payments".</summary>
internal sealed class RefundPolicy
{
    /// <summary>Give back by itself what came twice or too late. Off: a person decides.</summary>
    public bool RefundStrayMoney { get; set; }
}
