using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Payouts;

namespace Shop.Web.Pages.Finance;

/// <summary>What Stripe sent to the bank, and what of it is not explained.</summary>
public sealed class PayoutsModel(IMediator mediator) : PageModel
{
    public static readonly IReadOnlyList<GovOption> Shows =
        [new("", "All payouts"), new("unexplained", "Not explained"), new("waiting", "Waiting for Stripe’s list"), new("failed", "Failed or called back")];

    public DayRange Days { get; private set; } = new(null, null);
    public string? Show { get; private set; }
    public string? After { get; private set; }

    /// <summary>Null while the filter cannot be understood.</summary>
    public PayoutPage? Found { get; private set; }

    public bool IsFiltered => !string.IsNullOrEmpty(Days.From) || !string.IsNullOrEmpty(Days.To) || ToShow() != PayoutShow.All;

    public string Link(string? after) => "/finance/payouts" + QueryString.Create(
        new Dictionary<string, string?> { ["from"] = Days.From, ["to"] = Days.To, ["show"] = Show, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? show, [FromQuery] string? after, CancellationToken ct)
    {
        ModelState.Clear();
        (Days, Show, After) = (new DayRange(from, to), show, after);
        if (Days.Check(ModelState)) Found = await mediator.Send(new ListPayouts(new PayoutFilter(ToShow(), Days.First, Days.Last), after), ct);
    }

    private PayoutShow ToShow() => Show switch
    {
        "unexplained" => PayoutShow.Unexplained,
        "waiting" => PayoutShow.Waiting,
        "failed" => PayoutShow.Failed,
        _ => PayoutShow.All,
    };
}
