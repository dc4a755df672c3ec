using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Shop.Web.Pages.Staff;

/// <summary>What an action did, or why it did nothing, said once on the page that follows it (partial "_Notice").</summary>
public static class StaffNotice
{
    private const string Done = "notice-done";
    private const string NotDone = "notice-not-done";

    /// <summary>It is done: a green banner.</summary>
    public static void Say(this ITempDataDictionary data, string text) => data[Done] = text;

    /// <summary>It is not done, or not all of it: green would be untrue.</summary>
    public static void SayNotDone(this ITempDataDictionary data, string text) => data[NotDone] = text;

    public static void Say(this ITempDataDictionary data, bool isDone, string done, string notDone)
    {
        if (isDone) data.Say(done);
        else data.SayNotDone(notDone);
    }

    public static string? Said(this ITempDataDictionary data) => data[Done] as string;

    public static string? SaidNotDone(this ITempDataDictionary data) => data[NotDone] as string;
}
