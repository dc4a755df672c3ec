using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue.Contracts;
using Shop.Kernel;
using Shop.Kernel.Time;
using Shop.Orders;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>What the officer's teams have to do, the one due first at the top. The filter is in the address, so a view can be kept or sent.</summary>
[Authorize(Roles = OrderStaff.Roles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(IMediator mediator, TimeProvider clock) : PageModel
{
    private const int LongestText = 200;

    private static readonly Dictionary<string, OrderLineState?> ByName = new(StringComparer.Ordinal)
    {
        ["to-do"] = OrderLineState.ToDo,
        ["done"] = OrderLineState.Fulfilled,
        ["refused"] = OrderLineState.Refused,
        ["all"] = null,
    };

    public static IReadOnlyList<GovOption> States { get; } = [new("to-do", "To do"), new("done", "Done"), new("refused", "Refused"), new("all", "All")];

    public TeamLinePage Found { get; private set; } = null!;
    public WorkingDays Calendar { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public string State { get; private set; } = "to-do";
    public string? Team { get; private set; }
    public string? Text { get; private set; }

    public IEnumerable<GovOption> TeamOptions => Found.Teams.Select(t => new GovOption(t.TeamId, t.Name)).Prepend(new GovOption("", "All teams"));

    /// <summary>The order that was looked for by its reference, where it is not paid yet.</summary>
    public UnpaidOrder? Unpaid { get; private set; }

    public bool IsFiltered => State != "to-do" || !string.IsNullOrEmpty(Team) || !string.IsNullOrEmpty(Text);

    public async Task OnGetAsync([FromQuery] string? state, [FromQuery] string? team, [FromQuery] string? q, [FromQuery(Name = "page")] string? number, CancellationToken ct)
    {
        ModelState.Clear();
        State = state is not null && ByName.ContainsKey(state) ? state : "to-do";
        Team = team;
        Text = q is { Length: > LongestText } ? q[..LongestText] : q;
        var page = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        Found = await mediator.Send(new ListTeamLines(User.Scope(), ByName[State], Team, Text, page), ct);
        if (Found.Total == 0 && OrderReference.TryParse(Text, out var reference)) Unpaid = await mediator.Send(new GetUnpaidOrder(reference, User.Scope()), ct);
        Calendar = await mediator.Send(new GetWorkingDays(), ct);
        Today = clock.Today();
    }

    public string PageUrl(int page) =>
        $"/staff/orders?state={State}&team={Uri.EscapeDataString(Team ?? "")}&q={Uri.EscapeDataString(Text ?? "")}&page={page.ToString(CultureInfo.InvariantCulture)}";
}
