namespace Shop.StripeSandbox.Flow;

/// <summary>The banks' days: UTC, Monday to Friday; bank holidays are not known.</summary>
internal static class BusinessDays
{
    public static bool Includes(DateTimeOffset time) => time.UtcDateTime.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Midnight of the day so many business days after the day of <paramref name="from"/>; that day itself for none.</summary>
    public static DateTimeOffset After(DateTimeOffset from, int businessDays)
    {
        var day = Midnight(from);
        for (var left = businessDays; left > 0;)
        {
            day = day.AddDays(1);
            if (Includes(day)) left--;
        }
        return day;
    }

    /// <summary>The first time after <paramref name="now"/> that is <paramref name="timeOfDay"/> on a business day.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeSpan timeOfDay)
    {
        var time = Midnight(now) + timeOfDay;
        while (time <= now || !Includes(time)) time = time.AddDays(1);
        return time;
    }

    private static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
