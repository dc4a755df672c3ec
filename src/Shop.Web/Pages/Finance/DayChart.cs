using System.Globalization;
using Shop.Finance.Days;
using Shop.Kernel;

namespace Shop.Web.Pages.Finance;

/// <summary>
/// Where the bars of the days stand. Three panels below each other, each with a scale of its own: what is unexplained is small
/// beside what is taken, and must not disappear beside it. Everything in the units of the drawing.
/// </summary>
public sealed class DayChart(IReadOnlyList<DayFigures> days)
{
    public const int Width = 728;
    public const int PanelHeight = 132;
    private const int Left = 8;
    private const int BarTop = 30;
    private const int BarHeight = 76;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static int Height => 3 * PanelHeight + 8;

    public IReadOnlyList<Panel> Panels { get; } =
    [
        Of(0, "Taken", "app-chart__bar", days, d => d.TakenPence, d => $"/finance?from={DayRange.InAddress(d.Day)}&to={DayRange.InAddress(d.Day)}"),
        Of(1, "Paid out", "app-chart__bar app-chart__bar--second", days, d => d.PaidOutPence, d => $"/finance/payouts?from={DayRange.InAddress(d.Day)}&to={DayRange.InAddress(d.Day)}"),
        Of(2, "Unexplained", "app-chart__bar app-chart__bar--bad", days, d => d.UnexplainedPence, d => d.SuspensePence > 0 ? "/finance/suspense" : $"/finance/clearing/{DayRange.InAddress(d.Day)}"),
    ];

    /// <summary>In one sentence, for those who do not see it.</summary>
    public string Description =>
        $"Three bars for each day from {Display.Date(days[0].Day)} to {Display.Date(days[^1].Day)}. "
        + string.Join(' ', Panels.Select(p => $"{p.Name}: {new Money(p.TotalPence)} in all, the most {new Money(p.MostPence)}.")) + " All figures stand in the table below the chart.";

    private static Panel Of(int place, string name, string style, IReadOnlyList<DayFigures> days, Func<DayFigures, long> figure, Func<DayFigures, string> link)
    {
        var top = place * PanelHeight;
        var most = days.Max(d => Math.Abs(figure(d)));
        var slot = (Width - 2 * Left) / days.Count;
        return new Panel(
            name, style, top + 18, top + BarTop + BarHeight, most, days.Sum(figure),
            [
                .. days.Select((d, i) =>
                {
                    var pence = figure(d);
                    // A day with any money at all has a bar that can be seen.
                    var height = most == 0 || pence == 0 ? 0 : Math.Max(3, (int)Math.Round((double)BarHeight * Math.Abs(pence) / most));
                    return new Bar(Left + i * slot, slot, top + BarTop, BarHeight, top + BarTop + BarHeight - height, height, pence, d.Day.ToString("d MMM", British), $"{name} on {Display.Date(d.Day)}: {new Money(pence)}", link(d));
                }),
            ]);
    }

    /// <param name="MostPence">The highest bar's size.</param>
    public sealed record Panel(string Name, string Style, int TitleY, int BaseY, long MostPence, long TotalPence, IReadOnlyList<Bar> Bars);

    /// <summary>A day's column; all of it can be pressed.</summary>
    public sealed record Bar(int X, int Width, int ColumnTop, int ColumnHeight, int Top, int Height, long Pence, string Label, string Says, string Link);
}
