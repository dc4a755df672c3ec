using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Persistence;

namespace Shop.Accounts;

/// <summary>Registers staff accounts, their sessions and the policies of the staff and finance pages.</summary>
public static class AccountsModule
{
    public const string SignInPath = "/staff/sign-in";
    private const int SignInsPerMinute = 30;

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<StaffUser>(o =>
            {
                o.User.RequireUniqueEmail = true;
                // Length, not composition (ASVS 5.0, 6.2.1 and 6.2.5); what is easy to guess is refused by StaffPasswordRule.
                o.Password = new PasswordOptions { RequiredLength = StaffPasswordRule.Shortest, RequiredUniqueChars = 5, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            })
            .AddEntityFrameworkStores<ShopDbContext>()
            .AddPasswordValidator<StaffPasswordRule>();
        services.AddScoped<StaffSession>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, SetUpCookie);
        // Authorization keeps its policies by endpoint; a shop without web pages needs routing for that alone.
        services.AddRouting();
        services.AddAuthorization(StaffPolicies.Add);
        var perMinute = configuration.GetValue("Limits:SignInsPerMinute", SignInsPerMinute);
        services.Configure<RateLimiterOptions>(o => o.AddPolicy(StaffPolicies.SignInRateLimit, http => LimitSignIns(http, perMinute)));
        return services;
    }

    private static void SetUpCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-staff";
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = StaffSession.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(StaffSession);
    }

    /// <summary>Per address, attempts only: looking at the page costs nothing. An account by itself is locked by its own count of failures.</summary>
    private static RateLimitPartition<string> LimitSignIns(HttpContext http, int perMinute) => HttpMethods.IsPost(http.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter("");
}
