using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>A finance officer says what the columns of a bank's file mean, and sees at once what that makes of it.</summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class BankUploadModel(IMediator mediator) : PageModel
{
    public CsvPreview Preview { get; private set; } = null!;
    public LayoutForm Form { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await mediator.Send(new PreviewCsv(id, null), ct) is not { } preview) return Gone();
        (Preview, Form) = (preview, LayoutForm.Of(preview.Layout));
        return Page();
    }

    /// <summary>Shows what the choices make of the file; changes nothing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(Guid id, LayoutForm form, CancellationToken ct) => await ShowAsync(id, form, ct);

    public async Task<IActionResult> OnPostSaveAsync(Guid id, LayoutForm form, CancellationToken ct)
    {
        ModelState.Clear();
        if (form.Read(ModelState) is not { } layout) return await ShowAsync(id, form, ct);
        switch (await mediator.Send(new SaveCsvLayout(User.Actor(), id, layout), ct))
        {
            case ImportStatementResult.UnknownAccount:
                return Gone();
            case ImportStatementResult.Refused refused:
                var page = await ShowAsync(id, form, ct);
                ModelState.AddModelError("dateColumn", $"Nothing was imported. {refused.Message}");
                return page;
            case var result:
                return LocalRedirect(BankAnswer.To(result, TempData));
        }
    }

    private async Task<IActionResult> ShowAsync(Guid id, LayoutForm form, CancellationToken ct)
    {
        ModelState.Clear();
        if (await mediator.Send(new PreviewCsv(id, form.Read(ModelState)), ct) is not { } preview) return Gone();
        (Preview, Form) = (preview, form);
        return Page();
    }

    private LocalRedirectResult Gone()
    {
        TempData.SayNotDone("That file does not wait any more: select it again");
        return LocalRedirect("/finance/bank");
    }
}
