using System.Globalization;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Pages.Dashboard;

/// <summary>The first page: the clock, the balance, and the latest payments, events and deliveries.</summary>
internal static class OverviewPage
{
    private const int Rows = 10;

    public static Markup Render(SandboxStore store) => Frame.Page("Dashboard", "/", Markup.Of($"""
        <h1>Stripe sandbox</h1>
        {Frame.Facts(
            ("Address", Frame.Code(store.BaseUrl)),
            ("Clock", Frame.Text($"{Frame.Time(store.Now)} (ahead by {store.Options.Clock.Offset.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)})")),
            ("Available", Frame.Text(Amounts.Pounds(store.Settlement.Available))),
            ("Pending", Frame.Text(Amounts.Pounds(store.Settlement.Pending))),
            ("Kept", Frame.Text(store.Options.Store is { } file ? $"in {file}" : "until the sandbox ends")))}
        {Frame.Table("Latest payments", PaymentListPage.Columns, store.PaymentIntents.NewestFirst().Take(Rows), r => PaymentListPage.Row(r.Row))}
        {Frame.Table("Latest events", EventListPage.Columns, store.Events.NewestFirst().Take(Rows), r => EventListPage.Row(r.Row))}
        {Frame.Table("Latest deliveries", EventListPage.DeliveryColumns, store.Deliveries.Newest(Rows, EventListPage.Row), row => row)}
        """));
}
