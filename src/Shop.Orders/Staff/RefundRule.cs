using Shop.Kernel.Lines;

namespace Shop.Orders.Staff;

/// <summary>What goes back of a charge when its line is refused: the rule it was sold under decides, and only "by policy" leaves a choice.</summary>
public static class RefundRule
{
    /// <summary>In pence: all of it or nothing.</summary>
    /// <param name="keep">The officer's choice; ignored unless the rule is "by policy".</param>
    public static long DuePence(Refundability rule, long grossPence, bool keep) => rule switch
    {
        Refundability.Yes => grossPence,
        Refundability.No => 0,
        Refundability.ByPolicy => keep ? 0 : grossPence,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
