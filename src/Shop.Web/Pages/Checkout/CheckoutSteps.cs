using Shop.Checkout;

namespace Shop.Web.Pages.Checkout;

public static class CheckoutSteps
{
    /// <summary>The first page that still has something to ask.</summary>
    public static string NextPage(this CheckoutView checkout) => checkout.NextStep switch
    {
        CheckoutStep.Documents when checkout.LineWithoutDocuments is { } line => ShopPaths.Documents(line),
        CheckoutStep.Contact => ShopPaths.Contact,
        CheckoutStep.Check => ShopPaths.Check,
        _ => ShopPaths.Basket,
    };
}
