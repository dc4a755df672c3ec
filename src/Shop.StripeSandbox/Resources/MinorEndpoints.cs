using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

/// <summary>Read-only access to what payments and lines bring with them.</summary>
internal static class MinorEndpoints
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/v1/payment_methods/{id}", "payment_method", call => call.Answer(call.Target(call.Store.PaymentMethods, "payment_method")));
        api.Get("/v1/products/{id}", "product", call => call.Answer(call.Target(call.Store.Products)));
    }
}
