using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance;
using Shop.Finance.Bank;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>One bank account: its statements with their gaps, and how it is matched.</summary>
public sealed class BankAccountModel(IMediator mediator) : PageModel
{
    public BankAccountRow Account { get; private set; } = null!;
    public StatementPage Statements { get; private set; } = null!;
    public string? Reason { get; private set; }
    public bool? Exact { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] string? page, CancellationToken ct) =>
        await LoadAsync(id, int.TryParse(page, out var number) ? number : 1, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "exact")] string? exact, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!User.MayWorkOnMoney()) return Forbid();
        if (!await LoadAsync(id, 1, ct)) return NotFound();
        (Exact, Reason) = (exact == "yes", reason);
        if (await mediator.Send(new ChangeMatchPolicy(User.Actor(), id, exact == "yes", reason), ct) == MarkResult.ReasonMissing)
        {
            ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why"));
            return Page();
        }

        TempData.Say("The change is saved");
        return LocalRedirect($"/finance/bank/accounts/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, int page, CancellationToken ct)
    {
        if ((await mediator.Send(new ListBankAccounts(), ct)).SingleOrDefault(a => a.Id == id) is not { } account) return false;
        Account = account;
        Statements = await mediator.Send(new ListStatements(id, page), ct);
        return true;
    }
}
