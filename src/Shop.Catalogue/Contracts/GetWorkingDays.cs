using Shop.Kernel.Messaging;
using Shop.Kernel.Time;

namespace Shop.Catalogue.Contracts;

/// <summary>The council's working days: without the bank holidays of the catalogue. Cached.</summary>
public sealed record GetWorkingDays : IQuery<WorkingDays>;
