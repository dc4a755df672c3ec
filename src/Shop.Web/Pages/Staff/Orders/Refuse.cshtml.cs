using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Orders;
using Shop.Orders.Staff;

namespace Shop.Web.Pages.Staff.Orders;

/// <summary>Refusing a line in two steps: the reason and what is kept, then everything once more before the resident is told.</summary>
[Authorize(Roles = OrderStaff.Roles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RefuseModel(IMediator mediator) : PageModel
{
    public const string GiveBack = "give-back";
    public const string Keep = "keep";

    public static IReadOnlyList<GovOption> Choices { get; } = [new(GiveBack, "Give it back"), new(Keep, "Keep it")];

    [FromRoute] public string Reference { get; set; } = "";
    [FromRoute] public Guid LineId { get; set; }

    public StaffOrder Order { get; private set; } = null!;
    public StaffOrderLine Line { get; private set; } = null!;
    public string? Reason { get; private set; }
    public IReadOnlyList<string> Kept { get; private set; } = [];

    /// <summary>The second step: asks whether to go ahead.</summary>
    public bool Confirming { get; private set; }

    public IEnumerable<ChargeComponent> ToDecide => Line.Snapshot.Components.Where(c => c.Refundable == Refundability.ByPolicy && c.GrossPence > 0);

    public Money GivenBack => new(Line.Snapshot.Components.Sum(c => Due(c)));

    public long Due(ChargeComponent charge) => RefundRule.DuePence(charge.Refundable, charge.GrossPence, Kept.Contains(charge.ChargeId));

    public static string FieldOf(ChargeComponent charge) => "charge-" + charge.ChargeId;

    public string ChoiceOf(ChargeComponent charge) => Kept.Contains(charge.ChargeId) ? Keep : GiveBack;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>The first step.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(reason, ct)) return NotFound();
        if (Line.State != OrderLineState.ToDo) return Already();
        Confirming = IsComplete();
        return Page();
    }

    /// <summary>Back from the second step.</summary>
    public async Task<IActionResult> OnPostChangeAsync([FromForm] string? reason, CancellationToken ct) =>
        !await LoadAsync(reason, ct) ? NotFound() : Line.State == OrderLineState.ToDo ? Page() : Already();

    /// <summary>The second step.</summary>
    public async Task<IActionResult> OnPostConfirmAsync([FromForm] string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(reason, ct)) return NotFound();
        if (!IsComplete()) return Page();
        return await mediator.Send(new RefuseLine(Order.Reference, LineId, User.Scope(), User.Actor(), Reason!, Kept), ct) switch
        {
            CloseLineResult.Done => LocalRedirect($"/staff/orders/{Order.Reference}?done=refused"),
            CloseLineResult.AlreadyClosed => Already(),
            _ => NotFound(),
        };
    }

    private LocalRedirectResult Already() => LocalRedirect($"/staff/orders/{Order.Reference}?done=already");

    private async Task<IActionResult> ShowAsync(CancellationToken ct) =>
        !await LoadAsync(null, ct) ? NotFound() : Line.State == OrderLineState.ToDo ? Page() : Already();

    private bool IsComplete()
    {
        if (string.IsNullOrEmpty(Reason)) ModelState.AddModelError("reason", "Enter the reason, as the resident will read it");
        else if (HiddenCharacters.AreIn(Reason)) ModelState.AddModelError("reason", "Reason must not include hidden characters");
        else if (Reason.Length > RefusalReason.MaxLength) ModelState.AddModelError("reason", $"Reason must be {RefusalReason.MaxLength} characters or fewer");
        return ModelState.IsValid;
    }

    /// <summary>False when there is no such line in the officer's teams.</summary>
    private async Task<bool> LoadAsync(string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (!OrderReference.TryParse(Reference, out var reference) || await mediator.Send(new GetStaffOrder(reference, User.Scope()), ct) is not { } order) return false;
        if (order.Lines.FirstOrDefault(l => l.LineId == LineId) is not { } line) return false;
        Order = order;
        Line = line;
        Reason = reason?.Trim();
        Kept = Request.HasFormContentType ? [.. ToDecide.Where(c => Request.Form[FieldOf(c)] == Keep).Select(c => c.ChargeId)] : [];
        return true;
    }
}
