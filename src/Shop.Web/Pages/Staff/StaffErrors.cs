using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Shop.Web.Pages.Staff;

public static class StaffErrors
{
    /// <summary>Messages by field, as commands of the staff pages give them.</summary>
    public static void AddErrors(this ModelStateDictionary state, IReadOnlyDictionary<string, string> errors)
    {
        foreach (var (field, message) in errors) state.AddModelError(field, message);
    }
}
