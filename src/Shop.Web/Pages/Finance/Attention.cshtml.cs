using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Attention;

namespace Shop.Web.Pages.Finance;

/// <summary>Money that does not fit.</summary>
public sealed class AttentionModel(IMediator mediator) : PageModel
{
    public bool Done { get; private set; }
    public IReadOnlyList<AttentionRow> Items { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] bool done, CancellationToken ct)
    {
        ModelState.Clear();
        Done = done;
        Items = await mediator.Send(new ListAttention(done), ct);
    }
}
