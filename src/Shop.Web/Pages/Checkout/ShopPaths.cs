using Shop.Web.Pages.Services;

namespace Shop.Web.Pages.Checkout;

/// <summary>Addresses between the service page and the order's page, each in one place.</summary>
public static class ShopPaths
{
    public const string Basket = "/basket";
    public const string Contact = "/checkout/contact";
    public const string Check = "/checkout/check";

    public static string Service(string slug, ChosenOptions chosen) => $"/services/{Uri.EscapeDataString(slug)}{chosen.ToQueryString()}";

    /// <summary>The service page, telling what is missing or wrong with the options.</summary>
    public static string ServiceWithErrors(string slug, ChosenOptions chosen) =>
        $"/services/{Uri.EscapeDataString(slug)}{chosen.ToQueryString().Add(ServiceModel.ErrorField, "1")}";

    public static string Documents(Guid lineId, bool fromCheck = false) => $"/basket/lines/{lineId}/documents{From(fromCheck)}";

    public static string Change(Guid lineId, bool fromCheck = false) => $"/basket/lines/{lineId}/change{From(fromCheck)}";

    public static string Remove(Guid lineId) => $"/basket/lines/{lineId}/remove";

    public static string Order(string linkToken) => $"/orders/{Uri.EscapeDataString(linkToken)}";

    /// <summary>Where somebody pays an order who need not be the one that made it.</summary>
    public static string Pay(string payToken) => $"/pay/{Uri.EscapeDataString(payToken)}";

    private static string From(bool check) => check ? "?from=check" : "";
}
