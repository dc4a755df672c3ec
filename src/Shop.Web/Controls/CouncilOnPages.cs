using MediatR;
using Shop.Catalogue.Contracts;

namespace Shop.Web.Controls;

/// <summary>The council's name and phone number for the frame of every page.</summary>
public sealed class CouncilOnPages(IMediator mediator, LastKnownCouncil last)
{
    /// <summary>What stands in the header before the first import.</summary>
    public const string FallbackName = "Council services";

    /// <summary>Null before the first import.</summary>
    public async Task<Council?> GetAsync(CancellationToken ct) => last.Council = await mediator.Send(new GetCouncil(), ct);

    /// <summary>As it was when a page last asked, without asking anything: for error pages, which must work without the database.</summary>
    public Council? LastKnown => last.Council;
}

/// <summary>Remembers the council for the pages that may not ask for it.</summary>
public sealed class LastKnownCouncil
{
    public Council? Council { get; set; }
}
