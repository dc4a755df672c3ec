using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Ledger.Chain;

namespace Shop.Web.Pages.Finance.Ledger;

/// <summary>Whether the ledger is what was sealed: the last links at once, the whole chain when asked.</summary>
public sealed class ChainModel(IMediator mediator) : PageModel
{
    public const int Last = 2_000;

    public bool IsWhole { get; private set; }
    public ChainVerdict Verdict { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] string? check, CancellationToken ct)
    {
        ModelState.Clear();
        IsWhole = check == "all";
        Verdict = await mediator.Send(new VerifyLedger(IsWhole ? null : Last), ct);
    }
}
