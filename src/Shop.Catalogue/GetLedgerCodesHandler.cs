using MediatR;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Definitions;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

internal sealed class GetLedgerCodesHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetLedgerCodes, LedgerCodes>
{
    public async Task<LedgerCodes> Handle(GetLedgerCodes request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        var names = catalogue.Ledger.Subjectives.ToDictionary(s => s.Code, s => s.Name);
        return new LedgerCodes(
            [.. catalogue.Ledger.CostCentres.Select(c => new LedgerCode(c.Code, c.Name))],
            [.. catalogue.Ledger.Subjectives.Select(s => new LedgerCode(s.Code, s.Name, s.Type == SubjectiveType.Income))],
            [.. catalogue.VatCodes.Values.OrderBy(v => v.Code, StringComparer.Ordinal)
                .Select(v => new VatRule(v.Code, v.Name, v.RateBasisPoints, v.From, v.Until, v.ApprovedBy ?? "", v.Reason ?? "", v.Treatment != VatTreatment.Undecided))],
            // A catalogue imported before the ledger existed has none: such accounts go without codes until the next import.
            (catalogue.Ledger.ControlAccounts ?? []).ToDictionary(a => a.Account, a => new AccountCodes(a.CostCentre, a.Subjective, names.GetValueOrDefault(a.Subjective, a.Account))),
            catalogue.ExportProfiles);
    }
}
