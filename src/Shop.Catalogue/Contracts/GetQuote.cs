using Shop.Kernel.Lines;
using Shop.Kernel.Messaging;

namespace Shop.Catalogue.Contracts;

/// <summary>
/// Prices a service for a combination of choices, a quantity and the day it is for. The only place a price comes from.
/// Changes nothing. <paramref name="ServiceDate"/> is null where the service has no notice rule or the day is not known
/// yet (then the full-notice price is quoted).
/// </summary>
public sealed record GetQuote(string ServiceId, IReadOnlyDictionary<string, string> Choices, int Quantity, DateOnly? ServiceDate) : IQuery<QuoteResult>;

public abstract record QuoteResult
{
    private QuoteResult() { }

    /// <summary>The price. <paramref name="Line"/> has no answers yet.</summary>
    public sealed record Priced(LineSnapshot Line) : QuoteResult;

    /// <summary>No service of this id, or it was withdrawn.</summary>
    public sealed record NotFound : QuoteResult;

    /// <summary>Known, but not sold online yet.</summary>
    public sealed record NotOnline(string Title) : QuoteResult;

    /// <summary>An option without a choice, an unknown choice, or a quantity out of range; by option id ("quantity" for the quantity).</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : QuoteResult;

    /// <summary>The combination cannot be bought.</summary>
    public sealed record Impossible(string Message) : QuoteResult;

    /// <summary>The day is earlier than the notice the service needs.</summary>
    public sealed record TooEarly(string QuestionId, DateOnly Earliest, string Message) : QuoteResult;
}
