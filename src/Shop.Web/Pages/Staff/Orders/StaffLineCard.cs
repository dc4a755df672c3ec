using Shop.Kernel;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>One line of a staff order page.</summary>
public sealed record StaffLineCard(OrderReference Reference, StaffOrderLine Line, DateOnly Today, WorkingDays Calendar)
{
    public bool IsToDo => Line.State == OrderLineState.ToDo;

    public string DueWords => OrderStaff.DueWords(Line.Snapshot.DueOn, Today, Calendar);

    public string DueColour => OrderStaff.DueColour(Line.Snapshot.DueOn, Today, Calendar);

    public string RefusePage => $"/staff/orders/{Reference}/refuse/{Line.LineId}";
}
