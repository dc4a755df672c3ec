using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Asking;

namespace Shop.Web.Pages.Finance;

/// <summary>Where is the money: the whole chain of one thing, or the things that may be meant.</summary>
public sealed class AskModel(IMediator mediator) : PageModel
{
    public AskAnswer Answer { get; private set; } = null!;

    public string Heading => Answer switch
    {
        AskAnswer.One one => FinanceAddress.Heading(one.Chain),
        AskAnswer.Many many => $"Several things may be meant by “{many.Text}”",
        AskAnswer.Nothing nothing => $"Nothing found for “{nothing.Text}”",
        _ => "Ask anything",
    };

    public async Task OnGetAsync([FromQuery(Name = "q")] string? q, CancellationToken ct)
    {
        ModelState.Clear();
        Answer = await mediator.Send(new Ask(q), ct);
    }
}
