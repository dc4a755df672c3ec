using Shop.Kernel.Messaging;

namespace Shop.Catalogue.Contracts;

/// <summary>The council that runs this shop: its name and address as they stand on receipts. Cached; null before the first import.</summary>
public sealed record GetCouncil : IQuery<Council?>;

public sealed record Council(
    string Name,
    string ShortName,
    IReadOnlyList<string> AddressLines,
    string Postcode,
    string Phone,
    string PhoneHours,
    string Email,
    string VatNumber,
    string CardStatementText,
    string? Website = null);
