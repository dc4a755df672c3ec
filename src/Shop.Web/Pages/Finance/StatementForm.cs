using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Finance.Bank;

namespace Shop.Web.Pages.Finance;

/// <summary>What an officer fills in to import a statement.</summary>
public sealed class StatementForm
{
    public string? Account { get; set; }

    public string? Opening { get; set; }

    public string? Closing { get; set; }

    public string FileName { get; set; } = "";

    public byte[] Content { get; set; } = [];

    public Guid? AccountId => Guid.TryParse(Account, out var id) ? id : null;

    /// <summary>Null when none were typed; only good after <see cref="Check"/>.</summary>
    public TypedBalances? Balances => Amounts.Read(Opening) is { } opening && Amounts.Read(Closing) is { } closing ? new TypedBalances(opening, closing) : null;

    public void Take(string name, string value)
    {
        if (name == "account") Account = value;
        if (name == "opening") Opening = value;
        if (name == "closing") Closing = value;
    }

    /// <summary>Adds a message for each field that is wrong.</summary>
    public bool Check(ModelStateDictionary state)
    {
        if (AccountId is null) state.AddModelError("account", "Select the account that the statement is of");
        if (FileName.Length == 0) state.AddModelError("file", "Select the statement’s file");
        else if (Content.Length == 0) state.AddModelError("file", "The selected file is empty");
        CheckAmount(state, "opening", Opening, "opening");
        CheckAmount(state, "closing", Closing, "closing");
        if (string.IsNullOrWhiteSpace(Opening) != string.IsNullOrWhiteSpace(Closing)) state.AddModelError("closing", "Enter both balances or none");
        return state.IsValid;
    }

    private static void CheckAmount(ModelStateDictionary state, string field, string? text, string what)
    {
        if (!string.IsNullOrWhiteSpace(text) && Amounts.Read(text) is null) state.AddModelError(field, $"The {what} balance must be an amount, like 1,234.50 or -12.00");
    }
}
