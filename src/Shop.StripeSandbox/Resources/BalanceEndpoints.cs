using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;

namespace Shop.StripeSandbox.Resources;

internal static class BalanceEndpoints
{
    private const string Path = "/v1/balance_transactions", Kind = "balance_transaction";

    public static void Map(ApiRoutes api)
    {
        api.Get("/v1/balance", "balance", call => call.Answer(Balance.Of(call.Store.Settlement)));
        api.Get(Path, "list " + Kind, List);
        api.Get(Path + "/{id}", Kind, call => call.Answer(call.Target(call.Store.Transactions)));
    }

    private static JsonObject List(ApiCall call)
    {
        var input = call.Input;
        var (payout, source, type) = (input.Text("payout"), input.Text("source"), input.Text("type"));
        var currency = input.Text("currency")?.ToLowerInvariant();
        var carrier = payout is null ? null : Itemised(call, payout);
        var narrow = source is not null ? call.Store.Transactions.Where("source", source)
            : payout is not null ? call.Store.Transactions.Where("payout", payout)
            : type is not null ? call.Store.Transactions.Where("type", type)
            : null;
        return Paging.List(call, call.Store.Transactions, Path, Matches, narrow);

        bool Matches(BalanceTransaction row) =>
            (source is null || row.Source == source) && (carrier is null || row.Payout == carrier.Id && IsKnown(row, carrier))
            && (type is null || row.Type == type) && (currency is null || row.Currency == currency);
    }

    private static Payout Itemised(ApiCall call, string id)
    {
        var payout = ApiCall.Find(call.Store.Payouts, id, "payout");
        if (payout.Automatic) return payout;
        throw StripeError.Invalid("Balance transaction history can only be filtered on automatic transfers, not manual.", "payout");
    }

    /// <summary>Until a payout is reconciled only its own row is known to belong to it.</summary>
    private static bool IsKnown(BalanceTransaction row, Payout payout) => payout.Reconciliation == Payout.Completed || row.Id == payout.BalanceTransaction;
}
