namespace Shop.Simulator;

/// <summary>Which day is what: when residents come, when money is given back, when a statement comes and a payout fails.</summary>
public sealed class Plan(DateOnly start, SimulatorOptions options)
{
    /// <summary>Days on which nobody comes, so that what is given back then comes to more than what is taken.</summary>
    private const int QuietDays = 9;

    /// <summary>Refunds wait from so many days before the quiet days until so many days into them.</summary>
    private const int HeldBefore = 3, HeldInto = 4;

    private readonly DateOnly _quiet = start.AddDays((start.AddMonths(options.Months).DayNumber - start.DayNumber) / 3);

    public DateOnly Start => start;

    /// <summary>The day after the last.</summary>
    public DateOnly End { get; } = start.AddMonths(options.Months);

    public int Days => End.DayNumber - start.DayNumber;

    /// <summary>How many residents come on a day: evenly spread over the days that are not quiet, so that all come in the end.</summary>
    public int ResidentsOn(DateOnly day)
    {
        if (IsQuiet(day)) return 0;
        var (open, before) = (Days - QuietDays, Open(day));
        return (int)((long)options.Orders * (before + 1) / open - (long)options.Orders * before / open);
    }

    public bool GivesBack(DateOnly day) => day < _quiet.AddDays(-HeldBefore) || day >= _quiet.AddDays(HeldInto);

    /// <summary>The bank's statement of the days before comes with the week; the last one on the last day.</summary>
    public static bool IsStatementDay(DateOnly day) => day.DayOfWeek == DayOfWeek.Monday;

    public int Month(DateOnly day) => (day.DayNumber - start.DayNumber) * options.Months / Days;

    private bool IsQuiet(DateOnly day) => day >= _quiet && day < _quiet.AddDays(QuietDays);

    private int Open(DateOnly day)
    {
        var number = day.DayNumber - start.DayNumber;
        return day < _quiet ? number : number - QuietDays;
    }
}
