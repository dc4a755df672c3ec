using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Ledger;
using Shop.Finance.Payouts;
using Shop.Kernel;

namespace Shop.Web.Pages.Finance;

/// <summary>One payout from the bank line down to the ledger codes.</summary>
public sealed class PayoutModel(IMediator mediator) : PageModel
{
    public PayoutView View { get; private set; } = null!;
    public LedgerNames Names { get; private set; } = null!;
    public long? After { get; private set; }

    /// <summary>The last line of the page, and the first.</summary>
    public string Verdict => View.Faults.Count > 0 ? $"Unexplained {new Money(View.UnexplainedPence)} in {Points}"
        : View.Payout.Import == PayoutImport.Done ? "Unexplained £0.00" : "Not yet known";

    private string Points => View.Faults.Any(f => f.Kind == FaultKind.More) ? "more points than are listed" : View.Faults.Count == 1 ? "1 point" : $"{View.Faults.Count} points";

    public string AccountName(string account) => account == LedgerAccount.VatOutput ? "VAT output" : Sentence(account.Replace('-', ' '));

    public async Task<IActionResult> OnGetAsync(string payoutId, [FromQuery] long? after, CancellationToken ct)
    {
        ModelState.Clear();
        After = after;
        if (await mediator.Send(new GetPayout(payoutId, after), ct) is not { } view) return NotFound();
        View = view;
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }

    private static string Sentence(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
}
