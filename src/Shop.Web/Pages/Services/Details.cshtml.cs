using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Baskets;
using Shop.Catalogue.Contracts;
using Shop.Kernel.Lines;
using Shop.Web.Pages.Basket;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Services;

/// <summary>Asks what the service needs to know and adds it to the basket. The only page that sets the basket's cookie.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DetailsModel(IMediator mediator) : PageModel
{
    public const string FormField = "_form";

    [FromRoute] public string Slug { get; set; } = "";

    /// <summary>Names this form, so that sending it twice adds one line.</summary>
    public Guid FormId { get; private set; } = Guid.NewGuid();

    public ChosenOptions Chosen { get; private set; } = null!;
    public DetailsQuestions Questions { get; private set; } = null!;

    /// <summary>The price as far as it is known before the questions are answered.</summary>
    public LineSnapshot Quote { get; private set; } = null!;

    public string ServicePage => ShopPaths.Service(Slug, Chosen);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(new Dictionary<string, string>(), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Chosen = ChosenOptions.From(Request.Query);
        var typed = Request.TypedFields();
        if (Guid.TryParse(Request.Form[FormField], out var sent)) FormId = sent;
        var result = await mediator.Send(new AddToBasket(Request.BasketId(), FormId, Slug, Chosen.Choices, Chosen.Quantity, typed), ct);
        switch (result)
        {
            case BasketLineResult.Saved saved:
                if (saved.NewBasketKey is { } key) Response.SetBasketKey(key);
                return LocalRedirect(saved.TakesDocuments ? ShopPaths.Documents(saved.LineId) : ShopPaths.Basket);
            case BasketLineResult.Invalid { OptionErrors.Count: 0 } invalid:
                ModelState.AddErrors(invalid.AnswerErrors);
                return await ShowAsync(typed, ct);
            case BasketLineResult.Full full:
                ModelState.AddModelError("", full.Message);
                return await ShowAsync(typed, ct);
            default:
                // The service page says what is wrong with the options, or that the service is not sold online.
                return LocalRedirect(ShopPaths.ServiceWithErrors(Slug, Chosen));
        }
    }

    private async Task<IActionResult> ShowAsync(IReadOnlyDictionary<string, string> typed, CancellationToken ct)
    {
        Chosen = ChosenOptions.From(Request.Query);
        var service = await mediator.Send(new GetQuestions(Slug, Chosen.Choices), ct);
        var quote = await mediator.Send(new GetQuote(Slug, Chosen.Choices, Chosen.Quantity, ServiceDate: null), ct);
        if (service is null || quote is not QuoteResult.Priced priced) return LocalRedirect(ShopPaths.ServiceWithErrors(Slug, Chosen));
        Quote = priced.Line;
        Questions = new DetailsQuestions(service, typed);
        return Page();
    }
}
