using MediatR;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Catalogue;

/// <summary>What the ledger's codes are called, by code, for people who read them in tables. A code without a name is shown as it is.</summary>
public sealed record GetLedgerNames : IQuery<LedgerNames>;

public sealed record LedgerNames(
    IReadOnlyDictionary<string, string> CostCentres, IReadOnlyDictionary<string, string> Subjectives, IReadOnlyDictionary<string, string> VatCodes);

internal sealed class GetLedgerNamesHandler(ShopDbContext db, CurrentCatalogue current) : IRequestHandler<GetLedgerNames, LedgerNames>
{
    public async Task<LedgerNames> Handle(GetLedgerNames request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPagesAsync(db, cancellationToken);
        return new LedgerNames(
            catalogue.Ledger.CostCentres.ToDictionary(c => c.Code, c => c.Name),
            catalogue.Ledger.Subjectives.ToDictionary(s => s.Code, s => s.Name),
            catalogue.VatCodes.Values.ToDictionary(v => v.Code, v => v.Name));
    }
}
