using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Rescue;
using Shop.Kernel;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>Orphan money: what is open, what was settled and what healed by itself.</summary>
public sealed class RescueModel(IMediator mediator) : PageModel
{
    /// <summary>As far back as the daily check.</summary>
    private const int Days = 35;

    public static readonly IReadOnlyList<(RescueShow Show, string Text)> Shows =
        [(RescueShow.Open, "Open: somebody must look"), (RescueShow.Settled, "Settled by somebody"), (RescueShow.Healed, "Healed by itself")];

    public RescueShow Show { get; private set; }
    public RescuePage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] string? show, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        Show = Enum.TryParse<RescueShow>(show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : RescueShow.Open;
        Found = await mediator.Send(new ListRescueCases(Show, int.TryParse(page, out var number) ? number : 1), ct);
    }

    /// <summary>The check of every five minutes, now and further back. Needs no reason: it moves and explains nothing.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!User.MayWorkOnMoney()) return Forbid();
        var report = await mediator.Send(new CheckForOrphans(Days, IsAwaited: true), ct);
        TempData.Say(
            report.StripeAnswered,
            $"Checked the last {Days} days: {Count(report.Opened, "new case", "new cases")}, {Count(report.Healed, "case", "cases")} healed",
            "Stripe did not answer in time, so orders were not compared with it. The shop goes on checking by itself every five minutes");
        return LocalRedirect("/finance/rescue");
    }

    public static string NoneOf(RescueShow show) => show switch
    {
        RescueShow.Open => "Nothing is open: every penny at Stripe is on its order.",
        RescueShow.Settled => "Nothing was settled yet.",
        _ => "Nothing had to heal yet.",
    };

    /// <summary>The reference as people write it; the charge's id where no order is named.</summary>
    public static string OrderWords(RescueRow item) =>
        OrderReference.TryParse(item.Reference, out var reference) ? reference.ToString() : item.Reference ?? item.ChargeId ?? "–";

    private static string Count(int number, string one, string many) => number switch { 0 => $"no {many}", 1 => $"1 {one}", _ => $"{number} {many}" };
}
