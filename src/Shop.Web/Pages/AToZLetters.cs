using Shop.Catalogue;

namespace Shop.Web.Pages;

/// <summary>The row of letters; the current one is marked, those without services are text.</summary>
public sealed record AToZLetters(IReadOnlyList<AToZLetter> Letters, char? Current);
