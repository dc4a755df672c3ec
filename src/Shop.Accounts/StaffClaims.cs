using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Shop.Accounts;

/// <summary>What a session may do, made from the row. While somebody else knows the password there is no role, so every policy refuses.</summary>
internal static class StaffClaims
{
    public static ClaimsPrincipal For(StaffUser user)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.Name),
            new(StaffPrincipal.StampClaim, user.SecurityStamp ?? throw new InvalidOperationException($"Staff {user.Id} has no security stamp.")),
        ];
        if (user.MustChangePassword)
        {
            claims.Add(new Claim(StaffPrincipal.MustChangePasswordClaim, "true"));
        }
        else
        {
            claims.Add(new Claim(ClaimTypes.Role, user.Role.ToString()));
            claims.AddRange(user.Teams.Select(t => new Claim(StaffPrincipal.TeamClaim, t.TeamId)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme));
    }
}
