using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer adds an account that Stripe pays into.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class BankAccountAddModel(IMediator mediator) : PageModel
{
    [FromForm(Name = "name")] public string? Name { get; set; }

    [FromForm(Name = "sortCode")] public string? SortCode { get; set; }

    [FromForm(Name = "number")] public string? Number { get; set; }

    [FromForm(Name = "exact")] public string? Exact { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        switch (await mediator.Send(new AddBankAccount(User.Actor(), Name, SortCode, Number, Exact == "yes"), ct))
        {
            case AddBankAccountResult.Added:
                TempData.Say("The account is added");
                return LocalRedirect("/finance/bank");
            case AddBankAccountResult.Refused refused:
                ModelState.AddModelError(refused.Field, refused.Message);
                return Page();
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is not known.");
        }
    }
}
