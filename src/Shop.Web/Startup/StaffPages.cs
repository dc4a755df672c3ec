using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Startup;

public static class StaffPages
{
    /// <summary>Everything below Pages/Staff and Pages/Finance needs a signed-in member of staff; a page may narrow it by an attribute of its own.</summary>
    public static void CloseStaffFolders(this RazorPagesOptions options)
    {
        options.Conventions.AuthorizeFolder("/Staff", StaffPolicies.Staff);
        options.Conventions.AuthorizeFolder("/Finance", StaffPolicies.FinanceReader);
        options.Conventions.AllowAnonymousToPage("/Staff/SignIn");
    }
}
