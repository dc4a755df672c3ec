using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>The clock, and buttons that move it on.</summary>
internal static class ClockPage
{
    private static readonly (string Name, string Label, TimeSpan By)[] Steps =
    [
        ("hour", "One hour", TimeSpan.FromHours(1)), ("day", "One day", TimeSpan.FromDays(1)), ("week", "One week", TimeSpan.FromDays(7)),
        ("month", "One month (30 days)", TimeSpan.FromDays(30)),
    ];

    public static void AddButtons(Buttons buttons) => buttons.Add("advance", (store, form) =>
    {
        var step = Steps.FirstOrDefault(s => s.Name == form["by"].ToString());
        if (step.Name is null) throw Api.StripeError.Invalid("Choose an hour, a day, a week or a month.");
        store.Options.Clock.Advance(step.By);
        store.CatchUp();
        return $"The clock shows {Frame.Time(store.Now)}.";
    });

    public static Markup Render(SandboxStore store, HttpContext http, Buttons buttons) => Frame.Page("Clock", "/dashboard/clock", Markup.Of($"""
        <h1>Clock</h1>
        {Frame.Facts(
            ("Now", Frame.Text(Frame.Time(store.Now))),
            ("Wall clock", Frame.Text(Frame.Time(store.Options.Clock.WallNow))),
            ("Next thing due", Frame.Text(store.NextDeadline is { } due ? Frame.Time(due) : null)))}
        <h2>Move it on</h2>
        <p>What falls due on the way happens in its order and is dated when it was due: sessions expire, money settles, payouts leave, webhooks are tried again. The clock never runs back.</p>
        <div class="buttons">
        {Markup.Each(Steps, s => buttons.Form(http, "advance", s.Label, hidden: [("by", s.Name)]))}
        </div>
        """), buttons.TakeNotice(http));
}
