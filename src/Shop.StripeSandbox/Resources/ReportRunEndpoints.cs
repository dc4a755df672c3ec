using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Resources;

internal static class ReportRunEndpoints
{
    private const string Path = "/v1/reporting/report_runs", Kind = "reporting.report_run", Files = "/v1/files/{id}";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, Kind, Create);
        api.Get(Path, "list " + Kind, call => Paging.List(call, call.Store.ReportRuns, Path));
        api.Get(Path + "/{id}", Kind, call => call.Answer(call.Target(call.Store.ReportRuns)));
        api.Get(Files, "file", call =>
        {
            call.Input.RefuseUnknown();
            return Run(call).File();
        });
        api.GetText(Files + "/contents", "text/csv", call => Run(call).Csv!);
    }

    private static ReportRun Run(ApiCall call) =>
        call.Store.ReportRuns.Where("file", call.Id).Select(r => r.Row).FirstOrDefault() ?? throw StripeError.NoSuch("file upload", call.Id, "file");

    private static JsonObject Create(ApiCall call)
    {
        var type = call.Input.RequiredText("report_type");
        if (type != PayoutReport.Type) throw StripeError.Invalid($"Invalid report type: {type}. This sandbox runs {PayoutReport.Type} only.", "report_type");
        var given = call.Input.Group("parameters") ?? throw StripeError.Missing("parameters");
        var parameters = new ReportParameters(
            given.Timestamp("interval_start") ?? throw StripeError.Missing("parameters[interval_start]"),
            given.Timestamp("interval_end") ?? throw StripeError.Missing("parameters[interval_end]"),
            given.Texts("columns"),
            given.Text("timezone") ?? "Etc/UTC")
        {
            Currency = given.OneOf("currency", "gbp"),
            Payout = given.Text("payout"),
            Category = given.Text("reporting_category"),
        };
        call.Input.RefuseUnknown();
        if (parameters.Start >= parameters.End) throw StripeError.Invalid("interval_start must be before interval_end.", "parameters[interval_start]");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(parameters.Timezone, out _)) throw StripeError.Invalid($"Invalid timezone: {parameters.Timezone}", "parameters[timezone]");
        if (parameters.Columns.FirstOrDefault(c => !PayoutReport.Knows(c)) is { } unknown)
            throw StripeError.Invalid($"Invalid column: {unknown}. Known: {string.Join(", ", PayoutReport.KnownColumns)}, payment_metadata[key], refund_metadata[key].", "parameters[columns]");
        return PayoutReport.Order(call.Store, parameters).ToJson();
    }
}
