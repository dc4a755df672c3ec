using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Auditing;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Bank;

/// <summary>A finance officer adds an account whose statements will be imported. Audited.</summary>
/// <param name="SortCode">Six digits, with or without dashes and spaces.</param>
/// <param name="Number">Eight digits.</param>
/// <param name="ConfirmsExactMatches">Lines and payouts that fit each other and nothing else are matched without asking.</param>
public sealed record AddBankAccount(Actor By, string? Name, string? SortCode, string? Number, bool ConfirmsExactMatches) : ICommand<AddBankAccountResult>;

public abstract record AddBankAccountResult
{
    public sealed record Added(Guid Id) : AddBankAccountResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Field">name, sortCode or number.</param>
    public sealed record Refused(string Field, string Message) : AddBankAccountResult;
}

internal sealed class AddBankAccountHandler(ShopDbContext db, IMediator mediator, TimeProvider clock, ILogger<AddBankAccountHandler> log) : IRequestHandler<AddBankAccount, AddBankAccountResult>
{
    public async Task<AddBankAccountResult> Handle(AddBankAccount request, CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim() ?? "";
        var (sortCode, number) = (Plain(request.SortCode), Plain(request.Number));
        if (name.Length is 0 or > 100 || HiddenCharacters.AreInLine(name)) return new AddBankAccountResult.Refused("name", "Enter a name for the account, in 100 characters or fewer");
        if (sortCode.Length != 6 || !sortCode.All(char.IsAsciiDigit)) return new AddBankAccountResult.Refused("sortCode", "Enter a sort code of 6 digits, like 30-12-34");
        if (number.Length != 8 || !number.All(char.IsAsciiDigit)) return new AddBankAccountResult.Refused("number", "Enter an account number of 8 digits");
        if (await db.Set<BankAccount>().AnyAsync(a => a.SortCode == sortCode && a.Number == number, cancellationToken)) return new AddBankAccountResult.Refused("number", "This account is on the list already");
        var account = new BankAccount(name, sortCode, number, request.ConfirmsExactMatches, clock.UtcNow());
        db.Add(account);
        await mediator.Publish(new Audited(request.By, "added a bank account", $"{name} {sortCode} {number}", null, AccountWords.Policy(request.ConfirmsExactMatches), null), cancellationToken);
        log.LogInformation("Staff {StaffId} added bank account {AccountId}", request.By.StaffId, account.Id);
        return new AddBankAccountResult.Added(account.Id);
    }

    private static string Plain(string? text) => (text ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Trim();
}

internal static class AccountWords
{
    public static string Policy(bool confirmsExactMatches) => confirmsExactMatches ? "exact matches are confirmed without asking" : "every match is confirmed by a person";
}

/// <summary>A finance officer decides whether exact matches of an account need a person. Does nothing when it is so. Audited.</summary>
public sealed record ChangeMatchPolicy(Actor By, Guid AccountId, bool ConfirmsExactMatches, string? Reason) : ICommand<MarkResult>;

internal sealed class ChangeMatchPolicyHandler(ShopDbContext db, IMediator mediator, ILogger<ChangeMatchPolicyHandler> log) : IRequestHandler<ChangeMatchPolicy, MarkResult>
{
    public async Task<MarkResult> Handle(ChangeMatchPolicy request, CancellationToken cancellationToken)
    {
        if (!Reasons.IsGiven(request.Reason)) return MarkResult.ReasonMissing;
        if (await db.Set<BankAccount>().SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account) return MarkResult.NotOpen;
        if (account.ConfirmsExactMatches == request.ConfirmsExactMatches) return MarkResult.Done;
        var before = AccountWords.Policy(account.ConfirmsExactMatches);
        account.Decide(request.ConfirmsExactMatches);
        await mediator.Publish(new Audited(request.By, "changed how an account is matched", $"{account.Name} {account.SortCode} {account.Number}", before, AccountWords.Policy(account.ConfirmsExactMatches), request.Reason!.Trim()), cancellationToken);
        log.LogInformation("Staff {StaffId} changed the match policy of bank account {AccountId}", request.By.StaffId, account.Id);
        return MarkResult.Done;
    }
}
