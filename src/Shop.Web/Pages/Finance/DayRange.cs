using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Shop.Web.Pages.Finance;

/// <summary>First and last day of a filter, as in the address (yyyy-MM-dd).</summary>
public sealed record DayRange(string? From, string? To)
{
    public DateOnly? First => Read(From);

    public DateOnly? Last => Read(To);

    /// <summary>False, with a message by field, when a day is not one or they are the wrong way round.</summary>
    public bool Check(ModelStateDictionary state)
    {
        if (!string.IsNullOrEmpty(From) && First is null) state.AddModelError("from", "The first day must be a real date");
        if (!string.IsNullOrEmpty(To) && Last is null) state.AddModelError("to", "The last day must be a real date");
        if (First > Last) state.AddModelError("to", "The last day must be the same as or after the first day");
        return state.IsValid;
    }

    public static string InAddress(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>From the first of the month until today.</summary>
    public static DayRange ThisMonth(DateOnly today) => new(InAddress(today.AddDays(1 - today.Day)), InAddress(today));

    private static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200 ? day : null;
}
