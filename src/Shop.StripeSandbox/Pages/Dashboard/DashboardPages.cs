using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>The dashboard for people: works without scripts, changes things by forms only.</summary>
internal static class DashboardPages
{
    public static void Map(IEndpointRouteBuilder routes, SandboxStore store)
    {
        var buttons = new Buttons(store);
        ClockPage.AddButtons(buttons);
        PaymentPage.AddButtons(buttons);
        PayoutPages.AddButtons(buttons);
        SwitchPage.AddButtons(buttons);
        buttons.Map(routes);
        Show("/", _ => OverviewPage.Render(store));
        Show("/dashboard/payments", http => PaymentListPage.Render(store, http, buttons));
        Show("/dashboard/payments/{id}", http => PaymentPage.Render(store, http, buttons));
        Show("/dashboard/events", http => EventListPage.Render(store, http));
        Show("/dashboard/events/{id}", http => EventPage.Render(store, http, buttons));
        Show("/dashboard/payouts", http => PayoutPages.List(store, http, buttons));
        Show("/dashboard/payouts/{id}", http => PayoutPages.Render(store, http, buttons));
        Show("/dashboard/clock", http => ClockPage.Render(store, http, buttons));
        Show("/dashboard/switches", http => SwitchPage.Render(store, http, buttons));

        void Show(string path, Func<HttpContext, Markup?> render) => routes.MapGet(path, (RequestDelegate)(http => store.Run(() => render(http)) is { } page
            ? Layout.SendAsync(http, 200, page)
            : Layout.MessageAsync(http, 404, "Page not found", "There is nothing with this id.", "/", "Dashboard")));
    }
}
