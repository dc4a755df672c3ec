using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Shop.Web.Pages.Staff;

/// <summary>What an action did, said once on the page that follows it (partial "_Notice").</summary>
public static class StaffNotice
{
    private const string Key = "notice";

    public static void Say(this ITempDataDictionary data, string text) => data[Key] = text;

    public static string? Said(this ITempDataDictionary data) => data[Key] as string;
}
