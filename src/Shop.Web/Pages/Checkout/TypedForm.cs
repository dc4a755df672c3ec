using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Catalogue.Contracts;

namespace Shop.Web.Pages.Checkout;

/// <summary>Between forms whose fields come from the catalogue and the commands that check them.</summary>
public static class TypedForm
{
    /// <summary>What was typed, by field; a field sent twice counts with its last value.</summary>
    public static Dictionary<string, string> TypedFields(this HttpRequest request) =>
        request.Form.Where(f => !f.Key.StartsWith('_')).ToDictionary(f => f.Key, f => f.Value.LastOrDefault() ?? "", StringComparer.Ordinal);

    public static void AddErrors(this ModelStateDictionary state, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors) state.AddModelError(error.Field, error.Message);
    }
}
