using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Proof;
using Shop.Kernel.Time;

namespace Shop.Web.Pages.Finance;

/// <summary>Stripe's word against the orders'; this month unless other days are chosen.</summary>
public sealed class ProofModel(IMediator mediator, TimeProvider clock) : PageModel
{
    public DayRange Days { get; private set; } = null!;
    public ProofOfTakings? Proof { get; private set; }
    public bool StripeIsDown { get; private set; }

    public string ExplainLink(Difference difference) => "/finance/proof/explain" + QueryString.Create(new Dictionary<string, string?>
    {
        ["key"] = difference.Key,
        ["amount"] = difference.AmountPence.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["from"] = Days.From,
        ["to"] = Days.To,
    });

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to, CancellationToken ct)
    {
        ModelState.Clear();
        var month = DayRange.ThisMonth(clock.Today());
        Days = new DayRange(string.IsNullOrEmpty(from) ? month.From : from, string.IsNullOrEmpty(to) ? month.To : to);
        if (!Days.Check(ModelState)) return;
        switch (await mediator.Send(new ProveTakings(Days.First!.Value, Days.Last!.Value), ct))
        {
            case ProofResult.Compared compared:
                Proof = compared.Proof;
                break;
            case ProofResult.RangeRefused refused:
                ModelState.AddModelError("to", refused.Message);
                break;
            default:
                StripeIsDown = true;
                break;
        }
    }
}
