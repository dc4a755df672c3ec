using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Baskets;
using Shop.Baskets.Contracts;
using Shop.Catalogue;
using Shop.Catalogue.Contracts;
using Shop.Web.Pages.Checkout;
using Shop.Web.Pages.Services;

namespace Shop.Web.Pages.Basket;

/// <summary>Options, quantity and answers of a line in one form.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ChangeModel(IMediator mediator) : PageModel
{
    [FromRoute] public Guid LineId { get; set; }

    /// <summary>"check": back to the check page instead of the basket.</summary>
    [FromQuery] public string? From { get; set; }

    public bool FromCheck => From == "check";

    public string BackTo => FromCheck ? ShopPaths.Check : ShopPaths.Basket;

    public StoredLine Line { get; private set; } = null!;
    public DetailsQuestions Questions { get; private set; } = null!;
    public ServicePage Service { get; private set; } = null!;

    /// <summary>As typed, where it is no number; the chosen quantity otherwise.</summary>
    public string Quantity { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } line) return NotFound();
        return await ShowAsync(line, new ChosenOptions(line.Snapshot.Choices, line.Snapshot.Quantity), line.Fields, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } line) return NotFound();
        var chosen = ChosenOptions.From(Request.Form);
        var typed = Request.TypedFields();
        switch (await mediator.Send(new ChangeLine(Request.BasketId()!, LineId, chosen.Choices, chosen.Quantity, typed), ct))
        {
            case BasketLineResult.Saved:
                return LocalRedirect(BackTo);
            case BasketLineResult.NotFound:
                return NotFound();
            case BasketLineResult.Invalid invalid:
                ModelState.AddErrors(invalid.OptionErrors.Select(e => e.Field == ChosenOptions.QuantityField ? e : e with { Field = ChosenOptions.Prefix + e.Field }));
                ModelState.AddErrors(invalid.AnswerErrors);
                break;
            case BasketLineResult.Impossible impossible:
                ModelState.AddModelError(ChosenOptions.Prefix + line.Snapshot.Choices.Keys.LastOrDefault(), impossible.Message);
                break;
            case BasketLineResult.Full full:
                ModelState.AddModelError("", full.Message);
                break;
        }

        return await ShowAsync(line, chosen, typed, ct);
    }

    private async Task<StoredLine?> FindAsync(CancellationToken ct) =>
        Request.BasketId() is { } id ? await mediator.Send(new GetBasketLine(id, LineId), ct) : null;

    /// <summary>A service that is gone meanwhile cannot be changed: the basket says so.</summary>
    private async Task<IActionResult> ShowAsync(StoredLine line, ChosenOptions chosen, IReadOnlyDictionary<string, string> typed, CancellationToken ct)
    {
        var service = await mediator.Send(new GetServicePage(line.Snapshot.ServiceId, chosen.Choices, chosen.Quantity), ct);
        var questions = await mediator.Send(new GetQuestions(line.Snapshot.ServiceId, chosen.Choices), ct);
        if (service is null || questions is null) return LocalRedirect(ShopPaths.Basket);
        Line = line;
        Service = service;
        Questions = new DetailsQuestions(questions, typed);
        Quantity = typed.GetValueOrDefault(ChosenOptions.QuantityField) ?? chosen.Quantity.ToString(CultureInfo.InvariantCulture);
        return Page();
    }
}
