using MediatR;

namespace Shop.Kernel.Auditing;

/// <summary>
/// Someone changed something that an auditor will ask about. Published inside the command that changes it, so the change
/// and its record commit together; kept for ever in the audit log.
/// </summary>
/// <param name="Actor">Null when the shop did it by itself.</param>
/// <param name="What">A short verb phrase, "changed role", "marked refund done".</param>
/// <param name="Subject">What it was done to: "staff 0199…", "order BCD-234-XYZ".</param>
/// <param name="Before">The state before, in words; null where there was none.</param>
/// <param name="After">The state after, in words; never a password.</param>
/// <param name="Reason">Why, as the person gave it; null where none is asked for.</param>
public sealed record Audited(Actor? Actor, string What, string Subject, string? Before, string? After, string? Reason) : INotification;
