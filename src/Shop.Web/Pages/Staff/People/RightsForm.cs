using MediatR;
using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Catalogue;

namespace Shop.Web.Pages.Staff.People;

/// <summary>Role and teams as a form has them.</summary>
public sealed class RightsForm
{
    [FromForm(Name = "role")] public string? Role { get; set; }

    [FromForm(Name = "teams")] public string[] Teams { get; set; } = [];

    /// <summary>Null when none of the offered roles was sent.</summary>
    public StaffRole? ChosenRole => Enum.GetValues<StaffRole>().Where(r => r.ToString() == Role).Select(r => (StaffRole?)r).FirstOrDefault();

    public static readonly IReadOnlyList<GovOption> Roles =
    [
        new(nameof(StaffRole.ServiceOfficer), StaffRole.ServiceOfficer.InWords(), "Works on the orders of their teams"),
        new(nameof(StaffRole.FinanceOfficer), StaffRole.FinanceOfficer.InWords(), "Sees all payments, makes refunds and journal batches, matches and proves the money"),
        new(nameof(StaffRole.SeniorAccountant), StaffRole.SeniorAccountant.InWords(), "Does the same, approves what somebody else made, closes periods"),
        new(nameof(StaffRole.Auditor), StaffRole.Auditor.InWords(), "Reads everything in finance and the audit log, changes nothing"),
        new(nameof(StaffRole.Administrator), StaffRole.Administrator.InWords(), "Adds and stops people; sees finance, changes nothing there"),
    ];

    public static async Task<IReadOnlyList<GovOption>> TeamOptionsAsync(IMediator mediator, CancellationToken ct) =>
        [.. (await mediator.Send(new GetTeams(), ct)).Select(t => new GovOption(t.Id, t.Name))];

    /// <summary>Only teams that exist: a forged one is left out.</summary>
    public async Task<IReadOnlyList<string>> ChosenTeamsAsync(IMediator mediator, CancellationToken ct)
    {
        var known = await mediator.Send(new GetTeams(), ct);
        return [.. known.Select(t => t.Id).Where(Teams.Contains)];
    }
}
