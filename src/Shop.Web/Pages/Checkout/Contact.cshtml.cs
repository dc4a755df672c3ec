using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Checkout;
using Shop.Web.Pages.Basket;

namespace Shop.Web.Pages.Checkout;

/// <summary>Who pays and where the receipt goes. No account.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ContactModel(IMediator mediator) : PageModel
{
    public ContactForm Form { get; private set; } = new();

    public bool NeedsAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await CheckoutAsync(ct) is not { } checkout) return LocalRedirect(ShopPaths.Basket);
        if (checkout.NextStep < CheckoutStep.Contact) return LocalRedirect(checkout.NextPage());
        NeedsAddress = checkout.NeedsAddress;
        Form = ContactForm.Of(checkout.Entered);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] ContactForm form, CancellationToken ct)
    {
        ModelState.Clear();
        if (Request.BasketId() is not { } id) return LocalRedirect(ShopPaths.Basket);
        switch (await mediator.Send(new SaveContact(id, form.ToContact()), ct))
        {
            case SaveContactResult.Saved:
                return LocalRedirect(ShopPaths.Check);
            case SaveContactResult.Invalid invalid:
                ModelState.AddErrors(invalid.Errors);
                Form = form;
                NeedsAddress = (await CheckoutAsync(ct))?.NeedsAddress ?? false;
                return Page();
            default:
                return LocalRedirect(ShopPaths.Basket);
        }
    }

    private async Task<CheckoutView?> CheckoutAsync(CancellationToken ct) =>
        Request.BasketId() is { } id ? await mediator.Send(new GetCheckout(id), ct) : null;
}

/// <summary>The fields of the contact page, as typed.</summary>
public sealed class ContactForm
{
    [FromForm(Name = "name")] public string? Name { get; set; }
    [FromForm(Name = "organisation")] public string? Organisation { get; set; }
    [FromForm(Name = "email")] public string? Email { get; set; }
    [FromForm(Name = "phone")] public string? Phone { get; set; }
    [FromForm(Name = "address-line-1")] public string? AddressLine1 { get; set; }
    [FromForm(Name = "address-line-2")] public string? AddressLine2 { get; set; }
    [FromForm(Name = "address-town")] public string? Town { get; set; }
    [FromForm(Name = "address-postcode")] public string? Postcode { get; set; }

    public static ContactForm Of(Contact? contact) => contact is null ? new ContactForm() : new ContactForm
    {
        Name = contact.Name,
        Organisation = contact.Organisation,
        Email = contact.Email,
        Phone = contact.Phone,
        AddressLine1 = contact.AddressLine1,
        AddressLine2 = contact.AddressLine2,
        Town = contact.Town,
        Postcode = contact.Postcode,
    };

    public Contact ToContact() => new(Name, Organisation, Email, Phone, AddressLine1, AddressLine2, Town, Postcode);
}
