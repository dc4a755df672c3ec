using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance.Clearing;
using Shop.Kernel;

namespace Shop.Web.Pages.Finance;

/// <summary>Stripe's balance against the ledger's clearing account, day by day.</summary>
public sealed class ClearingModel(IMediator mediator) : PageModel
{
    public ClearingProof Proof { get; private set; } = null!;
    public DateOnly? Before { get; private set; }

    public bool IsProved => Proof is { FirstDiffering: null, DifferencePence: 0 } && Proof.Transit.DifferencePence == 0 && RowsMissingPence == 0;

    /// <summary>Stripe's own balance less all it was moved by, as far as it is here.</summary>
    private long RowsMissingPence => Proof.Balance is { } balance ? balance.TotalPence - balance.ImportedPence : 0;

    public string Verdict => IsProved ? "Unexplained £0.00"
        : RowsMissingPence != 0 ? $"Stripe’s balance and its transactions differ by {new Money(RowsMissingPence)}"
        : Proof.DifferencePence != 0 ? $"The ledger and Stripe differ by {new Money(Proof.DifferencePence)}"
        : Proof.Transit.DifferencePence != 0 ? $"Payouts in transit differ by {new Money(Proof.Transit.DifferencePence)}"
        : "In all the same, but not on every day";

    public async Task OnGetAsync([FromQuery] string? before, CancellationToken ct)
    {
        ModelState.Clear();
        Before = new DayRange(before, null).First;
        Proof = await mediator.Send(new GetClearing(Before), ct);
    }
}
