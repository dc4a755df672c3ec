using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Shop.Finance.Bank;
using Shop.Web.Pages.Staff;

namespace Shop.Web.Pages.Finance;

/// <summary>Where an officer goes after a file, and what is said there.</summary>
internal static class BankAnswer
{
    /// <summary>Throws for a refusal: that stays on its page.</summary>
    public static string To(ImportStatementResult result, ITempDataDictionary said)
    {
        switch (result)
        {
            case ImportStatementResult.LayoutNeeded needed:
                return $"/finance/bank/uploads/{needed.UploadId}";
            case ImportStatementResult.KnownAlready nothing:
                said.SayNotDone(nothing.Known == 0 ? "This statement was imported before: nothing has changed" : $"All {nothing.Known} lines were imported before: nothing has changed");
                return "/finance/bank";
            case ImportStatementResult.Imported imported:
                said.Say($"{Lines(imported.New)} imported{(imported.Known > 0 ? $", {imported.Known} had been imported before" : "")}");
                return $"/finance/bank/statements/{imported.StatementId}";
            default:
                throw new InvalidOperationException($"{result.GetType().Name} leads nowhere.");
        }
    }

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count} lines";
}
