using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shop.Finance;
using Shop.Finance.Batches;

namespace Shop.Web.Pages.Finance.Exports;

/// <summary>Journal batches on their way to the general ledger.</summary>
public sealed class IndexModel(IMediator mediator) : PageModel
{
    public static readonly IReadOnlyList<GovOption> States = [new("", "All batches"), .. Enum.GetValues<BatchState>().Select(s => new GovOption(Word(s), s.InWords()))];

    public string? State { get; private set; }
    public int? Before { get; private set; }
    public BatchPage Found { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] string? state, [FromQuery] int? before, CancellationToken ct)
    {
        ModelState.Clear();
        (State, Before) = (state, before);
        Found = await mediator.Send(new ListBatches(Enum.GetValues<BatchState>().Where(s => Word(s) == state).Select(s => (BatchState?)s).FirstOrDefault(), before), ct);
    }

    private static string Word(BatchState state) => state switch
    {
        BatchState.Draft => "draft",
        BatchState.Approved => "approved",
        BatchState.Exported => "exported",
        BatchState.Acknowledged => "acknowledged",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
