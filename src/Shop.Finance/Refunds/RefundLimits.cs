namespace Shop.Finance.Refunds;

/// <summary>Section "Finance".</summary>
internal sealed class RefundLimits
{
    /// <summary>Pence. What one officer gives back of one payment above this needs a second person's word before it is sent.</summary>
    public long SecondPersonAbovePence { get; set; } = 500_00;
}
