using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Shop.Catalogue;
using Shop.Web.Controls;
using Shop.Web.Pages.Checkout;

namespace Shop.Web.Pages.Services;

/// <summary>A service with its price. Its form is a GET, so the page needs no token and can be cached for everybody.</summary>
[OutputCache(PolicyName = CatalogueCache.Policy)]
public sealed class ServiceModel(IMediator mediator) : PageModel
{
    /// <summary>More choices make a drop-down.</summary>
    public const int MostRadios = 4;

    /// <summary>In the address when someone asked for a price or went on: what is missing is then told.</summary>
    public const string ErrorField = "error";

    public ServicePage Service { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var chosen = ChosenOptions.From(Request.Query);
        int? quantity = Request.Query.ContainsKey(ChosenOptions.QuantityField) ? chosen.Quantity : null;
        if (await mediator.Send(new GetServicePage(slug, chosen.Choices, quantity), ct) is not { } service) return NotFound();
        Service = service;
        if (service.IsOnline && (chosen.Choices.Count > 0 || quantity is not null || Request.Query.ContainsKey(ErrorField))) ShowErrors();
        return Page();
    }

    public static IEnumerable<GovOption> Radios(OptionView option) => option.Choices.Select(c => new GovOption(c.Id, c.Label, PriceText.Of(c)));

    /// <summary>Begins with nothing chosen.</summary>
    public static IEnumerable<GovOption> DropDown(OptionView option) => option.Choices
        .Select(c => new GovOption(c.Id, PriceText.Of(c) is { } price ? $"{c.Label} – {price}" : c.Label))
        .Prepend(new GovOption("", "Choose one"));

    private void ShowErrors()
    {
        foreach (var (field, message) in Service.Errors)
            ModelState.AddModelError(field == ChosenOptions.QuantityField && Service.Quantity is not null ? field : ChosenOptions.Prefix + field, message);
        if (Service.Impossible is { } impossible) ModelState.AddModelError(ChosenOptions.Prefix + Service.Options[^1].Id, impossible);
    }
}
