using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Payouts;

namespace Shop.Web.Pages.Finance;

/// <summary>Every transaction of a payout as a file.</summary>
public sealed class PayoutCsvModel(IMediator mediator) : PageModel
{
    public IActionResult OnGet(string payoutId) => payoutId.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? new CsvAnswer(mediator, $"payout-{payoutId}.csv", stream => new WritePayoutCsv(payoutId, stream))
        : NotFound();
}
