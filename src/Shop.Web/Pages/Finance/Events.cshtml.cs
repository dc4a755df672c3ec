using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;

namespace Shop.Web.Pages.Finance;

/// <summary>What Stripe told the shop, and what became of it.</summary>
public sealed class EventsModel(IMediator mediator) : PageModel
{
    private const int PageSize = 50;

    public static readonly IReadOnlyList<(WebhookState State, string Text)> States =
    [
        (WebhookState.Failed, "Failed: somebody must look"),
        (WebhookState.Received, "Waiting to be worked"),
        (WebhookState.Ignored, "Ignored: not about this shop’s payments, or of no use"),
        (WebhookState.Done, "Done"),
    ];

    public WebhookState State { get; private set; }
    public WebhookEventPage Found { get; private set; } = null!;
    public EventGap? Gap { get; private set; }
    public int Number { get; private set; }
    public int Pages => NumberedPages.Count(Found.Total, PageSize);

    public async Task OnGetAsync([FromQuery] string? state, [FromQuery] string? page, CancellationToken ct)
    {
        ModelState.Clear();
        State = States.Select(s => s.State).FirstOrDefault(s => s.ToString().Equals(state, StringComparison.OrdinalIgnoreCase), WebhookState.Failed);
        Number = int.TryParse(page, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1;
        Found = await mediator.Send(new ListWebhookEvents(State, (Number - 1) * PageSize, PageSize), ct);
        Gap = await mediator.Send(new GetEventGap(), ct);
    }

    public static string NoneOf(WebhookState state) => state switch
    {
        WebhookState.Failed => "No message failed.",
        WebhookState.Received => "No message is waiting.",
        WebhookState.Ignored => "No message was ignored.",
        _ => "No message yet.",
    };
}
