using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Finance.Refunds;
using Shop.Kernel;
using Shop.Payments.Contracts;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>
/// Gives money back: what is chosen stands in the address and is shown with its net and VAT; the second form, with the
/// reason, does it. Its number comes with the page, so that a form sent twice makes one refund.
/// </summary>
[Authorize(Policy = StaffPolicies.FinanceOfficer)]
public sealed class GiveBackModel(IMediator mediator) : PageModel
{
    public const string Order = "order";
    public const string Line = "line";
    public const string Amount = "amount";

    [FromRoute(Name = "reference")] public string Reference { get; set; } = "";

    /// <summary>"order", "line" or "amount".</summary>
    [FromQuery(Name = "what")] public string? What { get; set; }

    [FromQuery(Name = "line")] public Guid? LineId { get; set; }

    /// <summary>Pounds, as typed.</summary>
    [FromQuery(Name = "amount")] public string? AmountText { get; set; }

    /// <summary>The refusal that this settles.</summary>
    [FromQuery(Name = "due")] public Guid? Due { get; set; }

    public RefundPlan Plan { get; private set; } = null!;
    public Guid RefundId { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Something is chosen and fits: it can be confirmed, also when the reason was missing.</summary>
    public bool CanConfirm => Plan is { AmountPence: > 0, DisputeOpen: false, AllocateFirst: false } && (Due is not null || What is not null) && ModelState["amount"] is not { Errors.Count: > 0 } && ModelState["line"] is not { Errors.Count: > 0 };

    public string Here => $"/finance/payments/{Reference}/refund";

    public string FormAction => Here + QueryString.Create((IEnumerable<KeyValuePair<string, string?>>)
    [
        new("what", What), new("line", LineId?.ToString()), new("amount", AmountText), new("due", Due?.ToString()),
    ]);

    /// <summary>Of a single line nobody is asked which.</summary>
    public IReadOnlyList<GovOption> Kinds => Lines.Count > 1
        ? [new(Order, "The whole order"), new(Line, "One line"), new(Amount, "A part of the order")]
        : [new(Order, "All of it"), new(Amount, "A part of it")];

    public IReadOnlyList<GovOption> Lines => [.. Plan.Lines.Where(l => l.LeftPence > 0).Select(l => new GovOption(l.OrderLineId.ToString(), $"{l.Title}, {new Money(l.LeftPence)} left"))];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        RefundId = Guid.CreateVersion7();
        return await ReadAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm(Name = "refund")] Guid refund, [FromForm(Name = "left")] long seenLeft, [FromForm(Name = "pence")] long pence, [FromForm(Name = "reason")] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (refund == Guid.Empty) return BadRequest();
        (RefundId, Reason) = (refund, reason);
        var result = await mediator.Send(new AskRefund(User.Actor(), refund, Reference, What == Line ? LineId : null, pence, seenLeft, reason, Due), ct);
        switch (result)
        {
            case AskRefundResult.Recorded:
                await this.SendAsync(mediator, refund, ct);
                return LocalRedirect($"/finance/refunds/{refund}");
            case AskRefundResult.NeedsSecondPerson:
                TempData.Say("The refund waits for a second person");
                return LocalRedirect($"/finance/refunds/{refund}");
            case AskRefundResult.Unknown:
                return NotFound();
        }

        if (!await ReadAsync(ct)) return LocalRedirect("/finance/refunds-due");
        switch (result)
        {
            case AskRefundResult.ReasonMissing: ModelState.AddModelError("reason", ReasonFault.In(reason, "Enter why the money goes back")); break;
            case AskRefundResult.Changed: ModelState.AddModelError("reason", "Somebody gave money back on this payment meanwhile: check the amounts and confirm again"); break;
            case AskRefundResult.TooMuch: ModelState.AddModelError("amount", TooMuch()); break;
        }

        return Page();
    }

    /// <summary>False for an unknown payment, or a refusal that is settled.</summary>
    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        var pence = What == Amount || !string.IsNullOrWhiteSpace(AmountText) ? PoundsText.Pence(AmountText) : null;
        if (await mediator.Send(new GetRefundPlan(Reference, What == Line ? LineId : null, pence, Due), ct) is not { } plan) return false;
        Plan = plan;
        if (plan.DisputeOpen || plan.AllocateFirst || plan.LeftPence == 0) return true;
        if (What is null && Due is null)
        {
            // The form was sent with nothing chosen; the page opened for the first time has no such field.
            if (Request.Query.ContainsKey("amount")) ModelState.AddModelError("what", "Choose what goes back");
            return true;
        }

        if (What == Line && LineId is null) ModelState.AddModelError("line", "Choose a line");
        else if (What == Amount && pence is null) ModelState.AddModelError("amount", "Enter an amount, like 12.50");
        else if (!string.IsNullOrWhiteSpace(AmountText) && pence is null) ModelState.AddModelError("amount", "Enter an amount, like 12.50");
        else if (plan.AmountPence == 0) ModelState.AddModelError(What == Line && pence is null ? "line" : "amount", TooMuch());
        return true;
    }

    private string TooMuch() => Plan.ChosenLeftPence == 0
        ? "Nothing is left of this to give back"
        : string.Create(CultureInfo.InvariantCulture, $"Enter an amount between 1p and {new Money(Plan.ChosenLeftPence)}: no more is left of what you chose");
}
