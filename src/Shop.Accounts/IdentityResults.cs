using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Shop.Accounts;

internal static class IdentityResults
{
    /// <summary>Throws when Identity refused. A lost race is thrown as what it is, so that the command is run again.</summary>
    public static void Require(this IdentityResult result)
    {
        if (result.Succeeded) return;
        var codes = string.Join(", ", result.Errors.Select(e => e.Code));
        throw result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
            ? new DbUpdateConcurrencyException(codes)
            : new InvalidOperationException($"Identity refused: {codes}");
    }
}
