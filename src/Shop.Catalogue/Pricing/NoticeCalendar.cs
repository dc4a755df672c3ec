using Shop.Catalogue.Definitions;
using Shop.Kernel.Time;

namespace Shop.Catalogue.Pricing;

/// <summary>What a notice rule means on a given day: from which day on notice is full, and what becomes of earlier days.</summary>
internal sealed class NoticeCalendar
{
    private readonly NoticeRule _rule;
    private readonly DateOnly _today;

    public NoticeCalendar(NoticeRule rule, WorkingDays workingDays, DateOnly today)
    {
        _rule = rule;
        _today = today;
        // The last of the required working days is the day itself; for clear days it is the day before.
        var last = workingDays.Add(today, rule.WorkingDays);
        FullFrom = rule.Clear ? last.AddDays(1) : last;
    }

    /// <summary>The first day with full notice.</summary>
    public DateOnly FullFrom { get; }

    /// <summary>The first day that can be chosen at all; null when even past days can.</summary>
    public DateOnly? Earliest =>
        _rule.Short == NoticeReaction.Refuse ? FullFrom
        : _rule.Past == NoticeReaction.Refuse ? _today
        : null;

    public string NoticeWords => _rule.Clear
        ? $"{_rule.WorkingDays} clear working {DayWord} notice, not counting today or the day itself"
        : $"{_rule.WorkingDays} working {DayWord} notice";

    private string DayWord => _rule.WorkingDays == 1 ? "day's" : "days'";

    /// <summary>The notice given for a day; null when the rule refuses the day.</summary>
    public NoticeGiven? For(DateOnly day)
    {
        if (day >= FullFrom) return NoticeGiven.Full;
        var (reaction, given) = day < _today ? (_rule.Past, NoticeGiven.Retrospective) : (_rule.Short, NoticeGiven.Short);
        return reaction == NoticeReaction.Charge ? given : null;
    }

    /// <summary>The first day that is not refused from <paramref name="day"/> on, for a day that is.</summary>
    public DateOnly NextAllowed(DateOnly day) => day < _today && _rule.Short == NoticeReaction.Charge ? _today : FullFrom;
}
