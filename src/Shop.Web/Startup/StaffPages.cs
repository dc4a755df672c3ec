using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;

namespace Shop.Web.Startup;

public static class StaffPages
{
    private const string SignIn = "/Staff/SignIn";

    /// <summary>What a person may open who must choose a new password first.</summary>
    private static readonly string[] OwnAccount = ["/Staff/Password", "/Staff/SignOut"];

    /// <summary>Read by auditors, too; everything else about people is the administrators' alone.</summary>
    private const string AuditLog = "/Staff/People/Audit";

    /// <summary>Everything below Pages/Staff and Pages/Finance needs a signed-in member of staff; a page may narrow it by an attribute of its own.</summary>
    public static void CloseStaffFolders(this RazorPagesOptions options)
    {
        options.Conventions.AddFolderApplicationModelConvention("/Staff", page => Close(page, StaffPolicies.Staff));
        options.Conventions.AddFolderApplicationModelConvention("/Staff/People", page => Close(page, StaffPolicies.Administrator));
        options.Conventions.AddFolderApplicationModelConvention("/Finance", page => Close(page, StaffPolicies.FinanceReader));
        // Without a day: the latest one.
        options.Conventions.AddPageRoute("/Finance/Days", "/finance/days");
        options.Conventions.AllowAnonymousToPage(SignIn);
    }

    private static void Close(PageApplicationModel page, string policy)
    {
        var needed = OwnAccount.Contains(page.ViewEnginePath) ? StaffPolicies.SignedIn
            : page.ViewEnginePath == AuditLog && policy == StaffPolicies.Administrator ? StaffPolicies.AuditReader
            : policy;
        page.EndpointMetadata.Add(new AuthorizeAttribute(needed));
    }
}
