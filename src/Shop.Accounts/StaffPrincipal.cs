using System.Security.Claims;
using Shop.Kernel.Auditing;

namespace Shop.Accounts;

/// <summary>Reads the member of staff from a signed-in principal. The claims are read afresh from the database at each request.</summary>
public static class StaffPrincipal
{
    /// <summary>One claim per team of a service officer; the value is the team's id.</summary>
    public const string TeamClaim = "team";

    internal const string StampClaim = "stamp";
    internal const string MustChangePasswordClaim = "must-change-password";

    /// <summary>Throws when nobody is signed in.</summary>
    public static Actor Actor(this ClaimsPrincipal user) => new(user.StaffId(), user.FindFirstValue(ClaimTypes.Name) ?? "");

    /// <summary>Throws when nobody is signed in.</summary>
    public static Guid StaffId(this ClaimsPrincipal user) => Guid.Parse(
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));

    public static IReadOnlyList<string> Teams(this ClaimsPrincipal user) => [.. user.FindAll(TeamClaim).Select(c => c.Value)];

    public static bool Has(this ClaimsPrincipal user, StaffRole role) => user.IsInRole(role.ToString());

    /// <summary>May change something in finance: income officers and senior accountants.</summary>
    public static bool MayWorkOnMoney(this ClaimsPrincipal user) => user.Has(StaffRole.FinanceOfficer) || user.Has(StaffRole.SeniorAccountant);

    /// <summary>Someone else knows the password; nothing opens before a new one is chosen.</summary>
    public static bool MustChangePassword(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == MustChangePasswordClaim);
}
