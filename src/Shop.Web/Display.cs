using System.Globalization;
using Shop.Kernel.Time;

namespace Shop.Web;

/// <summary>How dates, times and sizes are written on pages (GOV.UK style).</summary>
public static class Display
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"5 October 2026".</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", British);

    /// <summary>"Monday 5 October 2026".</summary>
    public static string DayAndDate(DateOnly date) => date.ToString("dddd d MMMM yyyy", British);

    /// <summary>London's date of a UTC instant: "5 October 2026".</summary>
    public static string DateOf(DateTime utc) => Date(LondonTime.DateOf(utc));

    /// <summary>London's time of a UTC instant: "5 October 2026, 1:05pm".</summary>
    public static string DateTime(DateTime utc)
    {
        var london = LondonTime.FromUtc(utc);
        return london.ToString("d MMMM yyyy, h:mm", British) + (london.Hour < 12 ? "am" : "pm");
    }

    /// <summary>For tables: "5 Oct 2026".</summary>
    public static string ShortDate(DateOnly date) => date.ToString("d MMM yyyy", British);

    public static string ShortDateOf(DateTime utc) => ShortDate(LondonTime.DateOf(utc));

    /// <summary>For tables: "5 Oct 2026, 1:05pm".</summary>
    public static string ShortDateTime(DateTime utc)
    {
        var london = LondonTime.FromUtc(utc);
        return london.ToString("d MMM yyyy, h:mm", British) + (london.Hour < 12 ? "am" : "pm");
    }

    /// <summary>"812 bytes", "34 KB", "2.5 MB".</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(British, $"{bytes} bytes"),
        < 999_500 => string.Create(British, $"{bytes / 1000.0:0} KB"),
        _ => string.Create(British, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
