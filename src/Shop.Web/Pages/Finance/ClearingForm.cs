using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shop.Catalogue;
using Shop.Finance.Ledger;
using Shop.Finance.Suspense;
using Shop.Kernel;

namespace Shop.Web.Pages.Finance;

/// <summary>The codes an officer clears an item to: up to five rows, those without account and amount are left out.</summary>
public sealed class ClearingForm
{
    public const int Rows = 5;

    private readonly Dictionary<string, string> _fields = [];

    public int Version { get; private set; }

    public string? Reason { get; private set; }

    public string? Value(string field) => _fields.GetValueOrDefault(field);

    /// <summary>The whole amount in the first row.</summary>
    public static ClearingForm For(SuspenseView view)
    {
        var form = new ClearingForm { Version = view.Version };
        form._fields["amount-1"] = new Money(view.Item.AmountPence).ToDecimalText();
        return form;
    }

    public static ClearingForm Read(IFormCollection posted)
    {
        var form = new ClearingForm { Reason = posted["reason"], Version = int.TryParse(posted["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1 };
        for (var row = 1; row <= Rows; row++)
            foreach (var field in new[] { "account", "costCentre", "subjective", "vatCode", "amount" })
                form._fields[$"{field}-{row}"] = posted[$"{field}-{row}"].ToString().Trim();
        return form;
    }

    /// <summary>Null, with messages by field, when a row cannot be read.</summary>
    public IReadOnlyList<(int Row, ClearingPart Part)>? Parts(ModelStateDictionary state, LedgerNames names)
    {
        var parts = new List<(int, ClearingPart)>();
        for (var row = 1; row <= Rows; row++)
        {
            var (account, amount) = (Text("account", row), Text("amount", row));
            if (account is null && amount is null) continue;
            if (account is null) state.AddModelError($"account-{row}", $"Row {row}: select where the money belongs");
            if (Amounts.Read(amount) is not { } pence) state.AddModelError($"amount-{row}", $"Row {row}: enter an amount, like 12.50");
            else parts.Add((row, Part(row, account, pence, state, names)));
        }

        if (parts.Count == 0 && state.IsValid) state.AddModelError("account-1", "Select where the money belongs");
        return state.IsValid ? parts : null;
    }

    public static IReadOnlyList<GovOption> Accounts { get; } = [new("", "Select"), .. ClearingAccounts.All.Select(a => new GovOption(a, Words(a)))];

    public static IReadOnlyList<GovOption> Options(IReadOnlyDictionary<string, string> names) => [new("", "None"), .. names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new GovOption(n.Key, $"{n.Key} {n.Value}"))];

    private ClearingPart Part(int row, string? account, long pence, ModelStateDictionary state, LedgerNames names)
    {
        var (centre, subjective, vat) = (Text("costCentre", row), Text("subjective", row), Text("vatCode", row));
        if (centre is not null && !names.CostCentres.ContainsKey(centre)) state.AddModelError($"costCentre-{row}", $"Row {row}: select a cost centre of the list");
        if (subjective is not null && !names.Subjectives.ContainsKey(subjective)) state.AddModelError($"subjective-{row}", $"Row {row}: select a subjective of the list");
        if (vat is not null && !names.VatCodes.ContainsKey(vat)) state.AddModelError($"vatCode-{row}", $"Row {row}: select a VAT code of the list");
        return new ClearingPart(account ?? "", centre, subjective, vat, pence);
    }

    private string? Text(string field, int row) => _fields.GetValueOrDefault($"{field}-{row}") is { Length: > 0 } text ? text : null;

    private static string Words(string account) => account switch
    {
        LedgerAccount.Income => "Income of a service",
        LedgerAccount.VatOutput => "VAT output",
        LedgerAccount.CardFees => "Bank and card charges",
        LedgerAccount.DisputeFees => "Fees of disputes",
        LedgerAccount.BondsHeld => "Security bonds held",
        LedgerAccount.IncomeInAdvance => "Income in advance",
        LedgerAccount.RefundsToAllocate => "Refunds to be allocated",
        LedgerAccount.RefundsPaidOtherwise => "A refund paid by bank transfer or cheque",
        LedgerAccount.WriteOffs => "Written off",
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };
}
