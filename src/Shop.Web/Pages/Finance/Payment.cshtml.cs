using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Catalogue;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Payments.Contracts;

namespace Shop.Web.Pages.Finance;

/// <summary>One payment down to its ledger codes.</summary>
public sealed class PaymentModel(IMediator mediator) : PageModel
{
    public FinancePaymentView View { get; private set; } = null!;
    public IReadOnlyList<RefundRow> Refunds { get; private set; } = [];

    /// <summary>By bank transfer or cheque: Stripe's figures do not have it.</summary>
    public long PaidOtherwisePence => Refunds.Where(r => r.State == FinanceRefundState.PaidOtherwise).Sum(r => r.AmountPence);

    /// <summary>Empty where Payments knows nothing of the reference.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public LedgerNames Names { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken ct)
    {
        if (await mediator.Send(new GetFinancePayment(reference), ct) is not { } view) return NotFound();
        View = view;
        Refunds = await mediator.Send(new ListRefundsOf(view.Payment.Reference), ct);
        Timeline = await mediator.Send(new GetPaymentTimeline(view.Payment.Reference), ct) ?? [];
        Names = await mediator.Send(new GetLedgerNames(), ct);
        return Page();
    }
}
