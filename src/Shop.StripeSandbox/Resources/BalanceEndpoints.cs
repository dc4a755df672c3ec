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
        var narrow = source is not null ? call.Store.Transactions.Where("source", source)
            : payout is not null ? call.Store.Transactions.Where("payout", payout)
            : null;
        return Paging.List(call, call.Store.Transactions, Path, Matches, narrow);

        bool Matches(BalanceTransaction row) =>
            (source is null || row.Source == source) && (payout is null || row.Payout == payout)
            && (type is null || row.Type == type) && (currency is null || row.Currency == currency);
    }
}
