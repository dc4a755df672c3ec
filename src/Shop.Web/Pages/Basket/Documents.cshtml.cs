using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Baskets.Contracts;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Lines;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Web.Controls;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Basket;

/// <summary>The documents of one basket line: one page with a file picker for each, what was uploaded so far, and "Continue".</summary>
[DocumentsStreamedForm]
[RequestSizeLimit(MaxRequestBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DocumentsModel(IMediator mediator) : PageModel
{
    /// <summary>Ten files of the largest size at once, and what surrounds them.</summary>
    private const long MaxRequestBytes = 101L * 1024 * 1024;

    private const string Next = "next";

    [FromRoute] public Guid LineId { get; set; }

    /// <summary>"check" when the resident came from "Check your answers" and goes back there.</summary>
    [FromQuery(Name = "from")] public string? From { get; set; }

    public LineSnapshot Line { get; private set; } = null!;
    public IReadOnlyList<DocumentsSlot> Slots { get; private set; } = [];
    public Council? Council { get; private set; }
    private string ThisPage => ShopPaths.Documents(LineId, From == "check");

    public string ReturnPage => From == "check" ? ShopPaths.Check : ShopPaths.Basket;

    public string RemovePage(DraftAttachment file) =>
        $"/basket/lines/{LineId}/documents?handler=Remove&attachment={file.AttachmentId}{(From == "check" ? "&from=check" : "")}";

    public async Task<IActionResult> OnGetAsync(bool tooBig, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (tooBig) ModelState.AddModelError(Slots[0].Field, "The selected files must each be smaller than 10MB");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var goOn = await ReceiveAsync(ct);
        await LoadAsync(ct);
        if (goOn)
            foreach (var slot in Slots.Where(s => s.IsMissing && ModelState[s.Field] is not { Errors.Count: > 0 })) ModelState.AddModelError(slot.Field, $"Select your {slot.Words}");
        if (!ModelState.IsValid) return Page();
        return LocalRedirect(goOn ? ReturnPage : ThisPage);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromQuery] Guid attachment, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await mediator.Send(new RemoveAttachment(LineId, attachment), ct);
        return LocalRedirect(ThisPage);
    }

    /// <summary>Stores each file as it comes. True when the resident pressed "Continue".</summary>
    private async Task<bool> ReceiveAsync(CancellationToken ct)
    {
        if (DocumentsForm.Of(HttpContext) is not { } form) return true;
        var goOn = true;
        var current = Slots[0];
        try
        {
            while (await form.NextAsync(ct) is { } part)
            {
                if (part.FileName is null && part.Name == Next) goOn = await part.TextAsync(20, ct) != "upload";
                if (part.FileName is not { Length: > 0 } name || Slots.FirstOrDefault(s => s.Field == part.Name) is not { } slot) continue;
                current = slot;
                var result = await mediator.Send(new AddAttachment(LineId, slot.Upload, name, part.Content, RateLimits.AddressOf(HttpContext)), ct);
                if (result is AddAttachmentResult.Refused refused) ModelState.AddModelError(slot.Field, slot.Upload.MaxFiles > 1 ? $"{refused.Message} ({name})" : refused.Message);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !ct.IsCancellationRequested)
        {
            ModelState.AddModelError(current.Field, "The selected file could not be uploaded – try again");
        }

        return goOn;
    }

    /// <summary>False when the line is not in this browser's basket, or needs no documents.</summary>
    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var found = Request.BasketId() is { } id ? await mediator.Send(new GetBasketLine(id, LineId), ct) : null;
        if (found is not { Snapshot.Uploads.Count: > 0 }) return false;
        Line = found.Snapshot;
        var files = await mediator.Send(new GetDraftAttachments([LineId]), ct);
        Slots = [.. Line.Uploads.Select(u => new DocumentsSlot(u, [.. files.Where(f => f.UploadId == u.Id)]))];
        Council = await mediator.Send(new GetCouncil(), ct);
        return true;
    }
}

/// <summary>One document the service asks for, with what was uploaded.</summary>
public sealed record DocumentsSlot(UploadSlot Upload, IReadOnlyList<DraftAttachment> Files)
{
    /// <summary>The file picker's name.</summary>
    public string Field => "document-" + Upload.Id;

    public bool IsMissing => Upload.Required && Files.Count == 0;

    public bool IsFull => Files.Count >= Upload.MaxFiles;

    public string Label => Upload.Required ? Upload.Label : Upload.Label + " (optional)";

    /// <summary>The label within a sentence.</summary>
    public string Words => char.IsUpper(Upload.Label[0]) && !Upload.Label.Skip(1).Take(1).Any(char.IsUpper)
        ? char.ToLowerInvariant(Upload.Label[0]) + Upload.Label[1..]
        : Upload.Label;

    public string Hint => string.Join(' ', new[] { Upload.Hint, Upload.MaxFiles > 1 ? $"Up to {Upload.MaxFiles} files." : null }.Where(s => !string.IsNullOrEmpty(s)));
}
