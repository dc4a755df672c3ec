using System.Text.Json.Nodes;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Api;

/// <summary>
/// <c>expand[]</c>: replaces ids by the objects they name. Paths are checked against the kind of the answer before the
/// call is executed, so a misspelled path never leaves a half-wanted effect.
/// </summary>
internal sealed class Expansion
{
    private const int MaxLevels = 4;
    private readonly List<string[]> paths = [];

    /// <summary>What one kind of object can expand: field, and the kinds it may become; none for what is always null here.</summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> Fields = new()
    {
        ["checkout.session"] = Expandable("payment_intent:payment_intent", "line_items:list item", "customer", "invoice", "payment_link", "setup_intent", "subscription"),
        ["item"] = Expandable("price:price"),
        ["price"] = Expandable("product:product"),
        ["payment_intent"] = Expandable("latest_charge:charge", "payment_method:payment_method", "customer", "review", "application", "on_behalf_of"),
        ["charge"] = Expandable("balance_transaction:balance_transaction", "failure_balance_transaction:balance_transaction", "payment_intent:payment_intent",
            "refunds:list refund", "customer", "review", "application", "application_fee", "on_behalf_of", "source_transfer"),
        ["refund"] = Expandable("balance_transaction:balance_transaction", "failure_balance_transaction:balance_transaction", "charge:charge",
            "payment_intent:payment_intent", "payment_method:payment_method", "customer", "source_transfer_reversal", "transfer_reversal"),
        ["balance_transaction"] = Expandable("source:charge,refund,dispute,payout"),
        ["payment_method"] = Expandable("customer"),
        ["dispute"] = Expandable("charge:charge", "payment_intent:payment_intent"),
        ["payout"] = Expandable("balance_transaction:balance_transaction", "failure_balance_transaction:balance_transaction",
            "original_payout:payout", "reversed_by:payout", "destination"),
    };

    private static Dictionary<string, string[]> Expandable(params string[] fields) => fields.Select(f => f.Split(':'))
        .ToDictionary(f => f[0], f => f.Length > 1 ? f[1].Split(',') : []);

    /// <summary>Reads <c>expand</c> and checks each path against the kind of the answer.</summary>
    /// <param name="kind">For example <c>refund</c>, or <c>list refund</c>.</param>
    public static Expansion Read(Params input, string kind)
    {
        var expansion = new Expansion();
        foreach (var path in input.Texts("expand"))
        {
            var levels = path.Split('.');
            if (levels.Length > MaxLevels)
                throw StripeError.Invalid($"You cannot expand more than {MaxLevels} levels of a property. Property: {path}", "expand");
            if (!Exists([kind], levels)) throw StripeError.Invalid($"This property cannot be expanded ({path}).", "expand");
            expansion.paths.Add(levels);
        }
        return expansion;
    }

    private static bool Exists(string[] kinds, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return true;
        foreach (var kind in kinds)
        {
            var isList = kind.StartsWith("list ", StringComparison.Ordinal);
            if (isList && path[0] == "data" && path.Length > 1 && Exists([kind[5..]], path[1..])) return true;
            if (!isList && Fields.TryGetValue(kind, out var fields) && fields.TryGetValue(path[0], out var next)
                && (next.Length == 0 || Exists(next, path[1..]))) return true;
        }
        return false;
    }

    public JsonObject Apply(JsonObject answer, SandboxStore store)
    {
        foreach (var path in paths) Expand(answer, path, store);
        return answer;
    }

    private static void Expand(JsonObject target, ReadOnlySpan<string> path, SandboxStore store)
    {
        if (path.IsEmpty) return;
        var field = path[0];
        if (target[field] is JsonArray elements)
        {
            foreach (var element in elements.OfType<JsonObject>()) Expand(element, path[1..], store);
            return;
        }
        if (target[field] is JsonValue id && store.Find(id.GetValue<string>()) is { } found) target[field] = found.ToJson();
        else if (target[field] is null && store.Included(target, field) is { } list) target[field] = list;
        if (target[field] is JsonObject expanded) Expand(expanded, path[1..], store);
    }
}
