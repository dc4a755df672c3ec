using System.Globalization;
using Shop.StripeSandbox.Resources;
using Shop.StripeSandbox.Store;

namespace Shop.StripeSandbox.Flow;

/// <summary>
/// The report that lists what each automatic payout carried, as CSV in pounds. A payout counts from the moment it is
/// reconciled, unless it failed; its own row is left out, so the net of its rows is what the bank got.
/// </summary>
internal static class PayoutReport
{
    public const string Type = "payout_reconciliation.itemized.5";

    private static readonly Dictionary<string, Func<Line, string?>> Columns = new()
    {
        ["automatic_payout_id"] = l => l.Payout.Id,
        ["automatic_payout_effective_at_utc"] = l => Utc(l.Payout.ArrivalDate),
        ["automatic_payout_effective_at"] = l => l.Local(l.Payout.ArrivalDate),
        ["balance_transaction_id"] = l => l.Row.Id,
        ["created_utc"] = l => Utc(l.Row.Created),
        ["created"] = l => l.Local(l.Row.Created),
        ["available_on_utc"] = l => Utc(l.Row.AvailableOn),
        ["available_on"] = l => l.Local(l.Row.AvailableOn),
        ["currency"] = l => l.Row.Currency,
        ["gross"] = l => Pounds(l.Row.Amount),
        ["fee"] = l => Pounds(l.Row.Fee),
        ["net"] = l => Pounds(l.Row.Net),
        ["reporting_category"] = l => l.Row.ReportingCategory,
        ["source_id"] = l => l.Row.Source,
        ["description"] = l => l.Row.Description,
        ["charge_id"] = l => l.Charge?.Id,
        ["payment_intent_id"] = l => l.Charge?.PaymentIntent,
        ["refund_id"] = l => l.Refund?.Id,
        ["charge_created_utc"] = l => l.Charge is null ? null : Utc(l.Charge.Created),
        ["payment_method_type"] = l => l.Charge is null ? null : "card",
        ["card_brand"] = l => l.Charge?.Method.Card.Brand,
        ["card_funding"] = l => l.Charge?.Method.Card.Funding,
        ["card_country"] = l => l.Charge?.Method.Card.Country,
        ["statement_descriptor"] = l => l.Charge?.Descriptor,
        ["dispute_reason"] = l => l.Dispute?.Reason,
        ["trace_id"] = l => l.Payout.Trace(l.Payout.Status)["value"]?.GetValue<string>(),
    };

    private static readonly string[] UsualColumns =
    [
        "automatic_payout_id", "automatic_payout_effective_at", "balance_transaction_id", "created", "available_on", "currency", "gross", "fee", "net",
        "reporting_category", "source_id", "description", "charge_id", "payment_intent_id", "card_brand", "card_funding", "card_country",
        "statement_descriptor", "dispute_reason",
    ];

    public static IReadOnlyCollection<string> KnownColumns => Columns.Keys;

    public static bool Knows(string column) => Columns.ContainsKey(column) || MetadataKey(column, "payment_metadata") is not null || MetadataKey(column, "refund_metadata") is not null;

    /// <summary>Takes the order; the report runs right after.</summary>
    public static ReportRun Order(SandboxStore store, ReportParameters parameters)
    {
        var run = store.ReportRuns.Put(new(Ids.New("frr"), store.Now, Type, parameters));
        store.Timeline.At(store.Now, Make, run.Id);
        return run;
    }

    private static void Make(SandboxStore store, string id)
    {
        var run = store.ReportRuns.Get(id);
        var file = Ids.New("file");
        run = store.ReportRuns.Put(run with
        {
            Status = ReportRun.Succeeded,
            SucceededAt = store.Now,
            FileId = file,
            FileUrl = $"{store.BaseUrl}/v1/files/{file}/contents",
            Csv = Csv(store, run.Parameters),
        });
        store.Emit("reporting.report_run.succeeded", run);
    }

    private static string Csv(SandboxStore store, ReportParameters parameters)
    {
        IReadOnlyList<string> columns = parameters.Columns.Count > 0 ? parameters.Columns : UsualColumns;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(parameters.Timezone);
        var lines = store.Payouts.OldestFirst().Select(p => p.Row).Where(p => Counts(p, parameters))
            .SelectMany(p => store.Transactions.Where("payout", p.Id).Select(r => r.Row).Where(r => r.Id != p.BalanceTransaction).Select(r => Line.Of(store, p, r, zone)))
            .Where(l => parameters.Category is null || l.Row.ReportingCategory == parameters.Category)
            .Select(l => string.Join(',', columns.Select(c => Quote(Value(l, c)))));
        return string.Concat(lines.Prepend(string.Join(',', columns.Select(Quote))).Select(l => l + "\n"));
    }

    private static bool Counts(Payout payout, ReportParameters parameters) =>
        payout is { Automatic: true, Reconciliation: Payout.Completed } && payout.Status != Payout.Failed
        && payout.ArrivalDate >= parameters.Start && payout.ArrivalDate < parameters.End && (parameters.Payout is null || payout.Id == parameters.Payout);

    private static string? Value(Line line, string column) =>
        Columns.TryGetValue(column, out var read) ? read(line)
        : MetadataKey(column, "refund_metadata") is { } refundKey ? line.Refund?.Metadata.Values.GetValueOrDefault(refundKey)
        : line.Charge?.Metadata.Values.GetValueOrDefault(MetadataKey(column, "payment_metadata")!);

    private static string? MetadataKey(string column, string kind) =>
        column.StartsWith(kind + "[", StringComparison.Ordinal) && column.EndsWith(']') ? column[(kind.Length + 1)..^1] : null;

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Pounds(long pence) => (pence / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Quote(string? text) =>
        text is null ? "" : text.IndexOfAny([',', '"', '\n', '\r']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>One movement with all that is known about where it came from.</summary>
    private sealed record Line(Payout Payout, BalanceTransaction Row, Charge? Charge, Refund? Refund, Dispute? Dispute, TimeZoneInfo Zone)
    {
        public static Line Of(SandboxStore store, Payout payout, BalanceTransaction row, TimeZoneInfo zone)
        {
            var source = store.Find(row.Source);
            var (refund, dispute) = (source as Refund, source as Dispute);
            var charge = source as Charge ?? store.Charges.Find(refund?.Charge ?? dispute?.Charge);
            return new(payout, row, charge, refund, dispute, zone);
        }

        public string Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
