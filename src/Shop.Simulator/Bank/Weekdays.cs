namespace Shop.Simulator.Bank;

/// <summary>Monday to Friday: the bank of the play, as the sandbox, knows no bank holidays.</summary>
internal static class Weekdays
{
    public static bool Is(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day that is so many weekdays after another.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (Is(day)) left--;
        }

        return day;
    }
}
