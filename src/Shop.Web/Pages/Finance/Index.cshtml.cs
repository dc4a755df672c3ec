using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Takings;

namespace Shop.Web.Pages.Finance;

/// <summary>All payments, to be searched.</summary>
public sealed class IndexModel(IMediator mediator) : PageModel
{
    public PaymentQuery Query { get; private set; } = new();
    public Guid? After { get; private set; }

    /// <summary>Null while the filter cannot be understood.</summary>
    public PaymentPage? Found { get; private set; }

    public async Task OnGetAsync([FromQuery] PaymentQuery query, [FromQuery] Guid? after, CancellationToken ct)
    {
        ModelState.Clear();
        (Query, After) = (query, after);
        if (query.Check(ModelState)) Found = await mediator.Send(new ListPayments(query.Filter, after, query.Order), ct);
    }
}
