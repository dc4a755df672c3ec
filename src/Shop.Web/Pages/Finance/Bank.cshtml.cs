using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Bank;
using Shop.Web.Pages.Basket;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>The council's bank accounts, and where their statements are given to the shop.</summary>
[DocumentsStreamedForm]
[RequestSizeLimit(MaxRequestBytes)]
public sealed class BankModel(IMediator mediator) : PageModel
{
    private const int MaxFileBytes = 5_000_000;

    /// <summary>The largest file, and what surrounds it.</summary>
    private const long MaxRequestBytes = MaxFileBytes + 100_000;

    private const string TooBig = "The selected file must be smaller than 5MB";

    public IReadOnlyList<BankAccountRow> Accounts { get; private set; } = [];
    public StatementForm Form { get; private set; } = new();

    /// <summary>Where to change the layout that the file does not fit; null when no layout would help.</summary>
    public string? LayoutLink { get; private set; }

    public bool MayChange => User.MayWorkOnMoney();

    public async Task OnGetAsync([FromQuery] bool tooBig, [FromQuery] Guid? account, CancellationToken ct)
    {
        ModelState.Clear();
        if (tooBig) ModelState.AddModelError("file", TooBig);
        Form.Account = account?.ToString();
        Accounts = await mediator.Send(new ListBankAccounts(), ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!MayChange) return Forbid();
        Accounts = await mediator.Send(new ListBankAccounts(), ct);
        if (!await ReceiveAsync(ct) || !Form.Check(ModelState)) return Page();
        var result = await mediator.Send(new ImportStatement(User.Actor(), Form.AccountId!.Value, Form.FileName, Form.Content, Form.Balances), ct);
        switch (result)
        {
            case ImportStatementResult.Refused refused:
                ModelState.AddModelError("file", $"Nothing was imported. {refused.Message}");
                LayoutLink = refused.UploadId is { } upload ? $"/finance/bank/uploads/{upload}" : null;
                return Page();
            case ImportStatementResult.UnknownAccount:
                ModelState.AddModelError("account", "Select the account that the statement is of");
                return Page();
            default:
                return LocalRedirect(BankAnswer.To(result, TempData));
        }
    }

    /// <summary>False, with a message, when the form could not be received.</summary>
    private async Task<bool> ReceiveAsync(CancellationToken ct)
    {
        if (DocumentsForm.Of(HttpContext) is not { } form) return true;
        try
        {
            while (await form.NextAsync(ct) is { } part)
            {
                if (part.FileName is null) Form.Take(part.Name, await part.TextAsync(200, ct));
                else if (part is { Name: "file", FileName.Length: > 0 }) await TakeFileAsync(part, ct);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !ct.IsCancellationRequested)
        {
            ModelState.AddModelError("file", "The selected file could not be uploaded – try again");
        }

        return ModelState.IsValid;
    }

    private async Task TakeFileAsync(DocumentsPart part, CancellationToken ct)
    {
        var buffer = new byte[MaxFileBytes + 1];
        var read = await part.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (read > MaxFileBytes) ModelState.AddModelError("file", TooBig);
        Form.FileName = part.FileName!;
        Form.Content = buffer[..Math.Min(read, MaxFileBytes)];
    }
}
