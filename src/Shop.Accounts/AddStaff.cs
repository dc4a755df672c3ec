using System.Net.Mail;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Accounts;

/// <summary>An administrator lets somebody in, with a generated password that must be changed at the first sign-in.</summary>
/// <param name="Teams">Ids of teams; used for service officers only.</param>
public sealed record AddStaff(Actor By, string Name, string Email, StaffRole? Role, IReadOnlyList<string> Teams) : ICommand<AddStaffResult>;

public abstract record AddStaffResult
{
    private AddStaffResult() { }

    /// <param name="Password">Shown once; only its hash is kept.</param>
    public sealed record Added(Guid StaffId, string Password) : AddStaffResult;

    /// <summary>Nothing was changed; messages by field (name, email, role, teams).</summary>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : AddStaffResult;
}

internal sealed class AddStaffHandler(ShopDbContext db, UserManager<StaffUser> users, IMediator mediator, TimeProvider clock, ILogger<AddStaffHandler> log)
    : IRequestHandler<AddStaff, AddStaffResult>
{
    public async Task<AddStaffResult> Handle(AddStaff request, CancellationToken cancellationToken)
    {
        await db.RequireAdministratorAsync(request.By, cancellationToken);
        var email = request.Email.Trim();
        var errors = Errors(request, email);
        if (errors.Count == 0 && await users.FindByEmailAsync(email) is not null)
            errors["email"] = "Somebody with this email address is on the list already";
        if (errors.Count > 0) return new AddStaffResult.Refused(errors);

        var user = new StaffUser(request.Name.Trim(), email, request.Role!.Value, clock.UtcNow()) { MustChangePassword = true };
        user.Become(request.Role.Value, request.Teams);
        var password = GeneratedPassword.New();
        (await users.CreateAsync(user, password)).Require();
        await mediator.Publish(new Audited(request.By, "added staff", user.AuditSubject(), null, user.Rights(), null), cancellationToken);
        log.LogInformation("Staff {By} added staff {StaffId}", request.By.StaffId, user.Id);
        return new AddStaffResult.Added(user.Id, password);
    }

    private static Dictionary<string, string> Errors(AddStaff request, string email)
    {
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(request.Name)) errors["name"] = "Enter their full name";
        else if (request.Name.Length > 200) errors["name"] = "Full name must be 200 characters or fewer";
        else if (HiddenCharacters.AreInLine(request.Name)) errors["name"] = "Full name must not include line breaks or other control characters";
        if (email.Length == 0) errors["email"] = "Enter their email address";
        else if (email.Length > 254 || !LooksLikeEmail(email)) errors["email"] = "Enter an email address in the correct format, like name@example.com";
        StaffRights.Check(request.Role, request.Teams, errors);
        return errors;
    }

    private static bool LooksLikeEmail(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~-.@".Contains(c, StringComparison.Ordinal));
}
