using MediatR;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>
/// A service's page with its price for what is chosen so far. Answers from memory, and with full notice: the page is
/// cached, and the price that counts is quoted again on the way to the basket. Null when unknown or withdrawn.
/// </summary>
/// <param name="Choices">Option ids to choice ids as they stand in the address; unknown ones are told in the errors.</param>
/// <param name="Quantity">Null for the smallest that can be bought.</param>
public sealed record GetServicePage(string Slug, IReadOnlyDictionary<string, string> Choices, int? Quantity) : IQuery<ServicePage?>;

public sealed record ServicePage
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string WhoItIsFor { get; init; }
    public required string WhoCannotUseIt { get; init; }
    public required string HowLong { get; init; }
    public required IReadOnlyList<string> WhatYouNeed { get; init; }

    /// <summary>Documents to attach, by name; asked for after the details page.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    public required IReadOnlyList<string> AlsoCalled { get; init; }
    public required string WhatHappensNext { get; init; }
    public required string Refunds { get; init; }
    public required CategoryLink Category { get; init; }
    public required ContactPhone Phone { get; init; }
    public required bool IsOnline { get; init; }

    /// <summary>Instead of the button, where it is not sold online; null for a general sentence.</summary>
    public required string? PhoneOffer { get; init; }

    /// <summary>A details page with questions follows; otherwise the next step is to pay.</summary>
    public required bool AsksQuestions { get; init; }

    public required IReadOnlyList<OptionView> Options { get; init; }
    public required QuantityView? Quantity { get; init; }

    /// <summary>The notice the service needs, in words; null when none.</summary>
    public required string? NoticeWords { get; init; }

    public required PriceSummary Price { get; init; }

    /// <summary>The components of the price for what is chosen; empty while something is missing or wrong, or offline.</summary>
    public required IReadOnlyList<ChargeComponent> Components { get; init; }

    /// <summary>Every charge the service may have, with the choices that lead to it.</summary>
    public required IReadOnlyList<PriceListRow> PriceList { get; init; }

    /// <summary>What is missing or wrong with what was chosen, by option id and "quantity".</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    /// <summary>Why the combination cannot be bought; null when it can.</summary>
    public required string? Impossible { get; init; }
}

public sealed record OptionView(string Id, string Label, string? Hint, string? Chosen, IReadOnlyList<OptionChoice> Choices);

/// <param name="TotalPence">The whole price with this choice, where the other options are chosen or there are none.</param>
/// <param name="AddsPence">What this choice adds to the cheapest, where it does not depend on other options.</param>
/// <param name="IsPossible">False when it cannot be had together with what else is chosen.</param>
public sealed record OptionChoice(string Id, string Label, long? TotalPence, long? AddsPence, bool IsPossible);

public sealed record QuantityView(string Label, string Unit, int Min, int Max, int Chosen);

/// <param name="Pence">Null where it is not a computed amount: see <paramref name="Words"/>.</param>
/// <param name="Unit">Set where the amount is for each unit.</param>
/// <param name="Conditions">"Priority, sent the same or next working day", one for each option it depends on; empty: always.</param>
public sealed record PriceListRow(string Name, long? Pence, string? Unit, string? Words, IReadOnlyList<string> Conditions, string VatWords, string KeptWords);

internal sealed class GetServicePageHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetServicePage, ServicePage?>
{
    public async Task<ServicePage?> Handle(GetServicePage request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        return catalogue.Services.TryGetValue(request.Slug, out var service) ? ServicePageView.Of(catalogue, service, request) : null;
    }
}
