using Shop.Orders.Contracts;

namespace Shop.Checkout;

/// <summary>Who pays, as typed on the contact page. Lives and dies with the basket, and is deleted as soon as everything in it is bought: the next person at a shared computer must not read it.</summary>
internal sealed class GuestDetails
{
    private GuestDetails() { }

    public GuestDetails(string basketId) => BasketId = basketId;

    public string BasketId { get; private set; } = "";

    /// <summary>UTC; the basket's.</summary>
    public DateTime ExpiresAt { get; private set; }

    public string Name { get; private set; } = "";
    public string? Organisation { get; private set; }
    public string Email { get; private set; } = "";
    public string? Phone { get; private set; }
    public string? AddressLine1 { get; private set; }
    public string? AddressLine2 { get; private set; }
    public string? Town { get; private set; }
    public string? Postcode { get; private set; }

    public void Enter(Contact contact, DateTime expiresAt)
    {
        ExpiresAt = expiresAt;
        Name = contact.Name!;
        Organisation = contact.Organisation;
        Email = contact.Email!;
        Phone = contact.Phone;
        AddressLine1 = contact.AddressLine1;
        AddressLine2 = contact.AddressLine2;
        Town = contact.Town;
        Postcode = contact.Postcode;
    }

    public Contact ToContact() => new(Name, Organisation, Email, Phone, AddressLine1, AddressLine2, Town, Postcode);
}

/// <summary>The contact page's fields; empty ones are null.</summary>
public sealed record Contact(
    string? Name, string? Organisation, string? Email, string? Phone,
    string? AddressLine1, string? AddressLine2, string? Town, string? Postcode)
{
    public bool HasAddress => AddressLine1 is not null && Town is not null && Postcode is not null;

    /// <summary>The address as printed, without the postcode; empty when none was asked for.</summary>
    public IReadOnlyList<string> AddressLines => [.. new[] { AddressLine1, AddressLine2, Town }.OfType<string>()];

    /// <summary>An address is kept and passed on only while it is needed.</summary>
    internal Contact WithoutAddress() => this with { AddressLine1 = null, AddressLine2 = null, Town = null, Postcode = null };

    internal Payer ToPayer() => new(Name!, Organisation, Email!, Phone, AddressLines, Postcode);
}
