namespace Shop.Kernel.Auditing;

/// <summary>The member of staff who does something; the name is copied, so that the record stays readable when they have left.</summary>
public sealed record Actor(Guid StaffId, string Name);
