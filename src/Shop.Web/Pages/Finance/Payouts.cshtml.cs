using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Payouts;

namespace Shop.Web.Pages.Finance;

/// <summary>What Stripe sent to the bank, and what of it is not explained.</summary>
public sealed class PayoutsModel(IMediator mediator) : PageModel
{
    public static readonly IReadOnlyList<GovOption> Shows =
        [new("", "All payouts"), new("unexplained", "Not explained"), new("waiting", "Waiting for Stripe’s list"), new("failed", "Failed or called back")];

    public static readonly IReadOnlyList<GovOption> Sorts = Sorting.Options(ListOrder.Newest);

    public DayRange Days { get; private set; } = new(null, null);
    public string? Show { get; private set; }
    public ListOrder Order { get; private set; }
    public string? After { get; private set; }

    /// <summary>Null while the filter cannot be understood.</summary>
    public PayoutPage? Found { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Days.From) || !string.IsNullOrEmpty(Days.To) || ToShow(Show) != PayoutShow.All;

    /// <summary>The address of a page with the same filter.</summary>
    public string Link(string? after, string path = "/finance/payouts") => path + QueryString.Create(
        new Dictionary<string, string?> { ["from"] = Days.From, ["to"] = Days.To, ["show"] = Show, ["sort"] = Sorting.InAddress(Order, ListOrder.Newest), ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? show, [FromQuery] string? sort, [FromQuery] string? after, CancellationToken ct)
    {
        ModelState.Clear();
        (Days, Show, Order, After) = (new DayRange(from, to), show, Sorting.Read(sort, ListOrder.Newest), after);
        if (Days.Check(ModelState)) Found = await mediator.Send(new ListPayouts(new PayoutFilter(ToShow(show), Days.First, Days.Last), after, Order), ct);
    }

    internal static PayoutShow ToShow(string? show) => show switch
    {
        "unexplained" => PayoutShow.Unexplained,
        "waiting" => PayoutShow.Waiting,
        "failed" => PayoutShow.Failed,
        _ => PayoutShow.All,
    };
}
