using System.Security.Claims;
using Shop.Accounts;
using Shop.Kernel.Lines;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>Who works on orders, and the words of their pages.</summary>
public static class OrderStaff
{
    /// <summary>For [Authorize(Roles)]: finance officers have their own pages.</summary>
    public const string Roles = nameof(StaffRole.ServiceOfficer) + "," + nameof(StaffRole.Administrator);

    /// <summary>Administrators see every team's orders, service officers those of their teams.</summary>
    public static TeamScope Scope(this ClaimsPrincipal user) => user.Has(StaffRole.Administrator) ? TeamScope.All : TeamScope.Of(user.Teams());

    /// <summary>"Due today", "3 working days left", "1 working day late".</summary>
    public static string DueWords(DateOnly due, DateOnly today, WorkingDays calendar)
    {
        var left = calendar.Between(today, due);
        if (due == today || left == 0) return due < today ? "Overdue" : "Due today";
        var count = Math.Abs(left);
        return $"{count} working {(count == 1 ? "day" : "days")} {(left > 0 ? "left" : "late")}";
    }

    /// <summary>Red when late, yellow in the last two working days.</summary>
    public static string DueColour(DateOnly due, DateOnly today, WorkingDays calendar) =>
        due < today ? "red" : calendar.Between(today, due) <= 2 ? "yellow" : "green";

    public static string InWords(this OrderLineState state) => state switch
    {
        OrderLineState.ToDo => "To do",
        OrderLineState.Fulfilled => "Done",
        OrderLineState.Refused => "Refused",
        OrderLineState.Waiting => "Not paid",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string? Colour(this OrderLineState state) => state switch
    {
        OrderLineState.Fulfilled => "green",
        OrderLineState.Refused => "red",
        _ => null,
    };

    public static string InWords(this OrderEvent what) => what switch
    {
        OrderEvent.Created => "Order placed",
        OrderEvent.Paid => "Paid",
        OrderEvent.Lapsed => "Not paid in time",
        OrderEvent.Withdrawn => "Replaced by another order",
        OrderEvent.LineFulfilled => "Marked as done",
        OrderEvent.LineRefused => "Refused",
        OrderEvent.Fulfilled => "Order complete",
        OrderEvent.Refused => "Whole order refused",
        OrderEvent.Refunded => "Given back so far",
        OrderEvent.NeedsAttention => "Money that does not fit",
        OrderEvent.PayLinkSent => "Payment link sent",
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    public static string InWords(this Refundability rule) => rule switch
    {
        Refundability.Yes => "Given back",
        Refundability.No => "Kept",
        Refundability.ByPolicy => "You decide",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
