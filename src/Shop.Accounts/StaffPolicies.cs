using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Shop.Accounts;

/// <summary>
/// Who may open what. Folders get their policy by convention; a page may ask for a narrower one.
/// Whatever lies under /staff or /finance without a policy of its own is refused to everybody.
/// </summary>
public static class StaffPolicies
{
    /// <summary>Any role.</summary>
    public const string Staff = "Staff";

    /// <summary>Signed in, even if a new password must be chosen first: sign-out and the own password only.</summary>
    public const string SignedIn = "SignedIn";

    public const string Administrator = "Administrator";
    public const string ServiceOfficer = "ServiceOfficer";

    /// <summary>May change something in finance: income officers and senior accountants.</summary>
    public const string FinanceOfficer = "FinanceOfficer";

    /// <summary>May approve what somebody else made in finance, and close periods: senior accountants.</summary>
    public const string FinanceApprover = "FinanceApprover";

    /// <summary>May read finance: income officers, senior accountants, auditors and administrators.</summary>
    public const string FinanceReader = "FinanceReader";

    /// <summary>May read the audit log: administrators and auditors.</summary>
    public const string AuditReader = "AuditReader";

    /// <summary>The name of the rate limit on signing in; needs the rate limiter in the pipeline.</summary>
    public const string SignInRateLimit = "sign-in";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Staff, p => p.RequireRole(Enum.GetNames<StaffRole>()));
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(Administrator, p => p.RequireRole(nameof(StaffRole.Administrator)));
        options.AddPolicy(ServiceOfficer, p => p.RequireRole(nameof(StaffRole.ServiceOfficer)));
        options.AddPolicy(FinanceOfficer, p => p.RequireRole(nameof(StaffRole.FinanceOfficer), nameof(StaffRole.SeniorAccountant)));
        options.AddPolicy(FinanceApprover, p => p.RequireRole(nameof(StaffRole.SeniorAccountant)));
        options.AddPolicy(FinanceReader, p => p.RequireRole(
            nameof(StaffRole.FinanceOfficer), nameof(StaffRole.SeniorAccountant), nameof(StaffRole.Auditor), nameof(StaffRole.Administrator)));
        options.AddPolicy(AuditReader, p => p.RequireRole(nameof(StaffRole.Administrator), nameof(StaffRole.Auditor)));
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(c => c.Resource is HttpContext http && !IsBehindSignIn(http.Request.Path))
            .Build();
    }

    internal static bool IsBehindSignIn(PathString path) => path.StartsWithSegments("/staff") || path.StartsWithSegments("/finance");
}
