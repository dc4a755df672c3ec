using System.Globalization;
using System.Net;

namespace Shop.StripeSandbox.Tests;

public sealed class ReportTests : PayoutTest
{
    private const string Type = "payout_reconciliation.itemized.5";

    private async Task<List<string[]>> RunAsync(params string[] columns)
    {
        var run = await Client.V1.Reporting.ReportRuns.CreateAsync(new()
        {
            ReportType = Type,
            Parameters = new() { IntervalStart = June(1).UtcDateTime, IntervalEnd = June(30).UtcDateTime, Timezone = "Europe/London", Columns = [.. columns] },
        });
        Assert.Equal(("pending", null), (run.Status, run.Result));
        run = await Client.V1.Reporting.ReportRuns.GetAsync(run.Id);
        Assert.Equal(("succeeded", "reporting.report_run.succeeded"), (run.Status, (await LatestEventsAsync(1)).Single()));
        var csv = await Sandbox.Http.GetStringAsync(new Uri(run.Result.Url));
        Assert.Equal(csv.Length, (await Client.V1.Files.GetAsync(run.Result.Id)).Size);
        return [.. csv.TrimEnd('\n').Split('\n').Select(l => l.Split(','))];
    }

    [Fact]
    public async Task Report_OfPayouts_ListsWhatEachCarriedInPounds()
    {
        var paid = await Sandbox.PaidSessionAsync(Cards.Gb, 10_000);
        await RunToAsync(June(7, 4));
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 2_500, Metadata = new() { ["case"] = "a \"b\"" } });
        await RunToAsync(June(8, 12));
        var payout = await OnlyPayoutAsync();
        await Sandbox.PaidSessionAsync("4000000000000077", 5_000);
        await FailAsync((await base.RunAsync()).Id); // what failed is in no report

        var rows = await RunAsync("automatic_payout_id", "automatic_payout_effective_at", "created_utc", "gross", "fee", "net", "reporting_category", "charge_id", "card_country", "payment_metadata[order]");

        Assert.Equal("automatic_payout_id,automatic_payout_effective_at,created_utc,gross,fee,net,reporting_category,charge_id,card_country,payment_metadata[order]", string.Join(',', rows[0]));
        Assert.Equal(
            [
                $"{payout.Id},2027-06-08 01:00:00,2027-06-02 12:00:00,100.00,1.70,98.30,charge,{paid.PaymentIntent.LatestChargeId},GB,1",
                $"{payout.Id},2027-06-08 01:00:00,2027-06-07 04:00:00,-25.00,0.00,-25.00,refund,{refund.ChargeId},GB,1",
            ],
            rows.Skip(1).Select(r => string.Join(',', r.Select((v, i) => i == 2 ? v[..16] + ":00" : v))));
        Assert.Equal(payout.Amount, rows.Skip(1).Sum(r => decimal.Parse(r[5], CultureInfo.InvariantCulture)) * 100);
        Assert.Equal(["refund_metadata[case]", "", "\"a \"\"b\"\"\""], (await RunAsync("refund_metadata[case]")).Select(r => r[0]));
        Assert.Contains("balance_transaction_id", (await RunAsync())[0]);
    }

    [Theory]
    [InlineData("report_type=balance.summary.1&parameters[interval_start]=1&parameters[interval_end]=2", "report_type")]
    [InlineData("report_type=" + Type, "parameters")]
    [InlineData("report_type=" + Type + "&parameters[interval_start]=1", "parameters[interval_end]")]
    [InlineData("report_type=" + Type + "&parameters[interval_start]=2&parameters[interval_end]=2", "parameters[interval_start]")]
    [InlineData("report_type=" + Type + "&parameters[interval_start]=1&parameters[interval_end]=2&parameters[columns][]=mood", "parameters[columns]")]
    [InlineData("report_type=" + Type + "&parameters[interval_start]=1&parameters[interval_end]=2&parameters[timezone]=Mars", "parameters[timezone]")]
    [InlineData("report_type=" + Type + "&parameters[interval_start]=1&parameters[interval_end]=2&parameters[mood]=1", "parameters[mood]")]
    public async Task Create_WithABadParameter_NamesIt(string form, string param)
    {
        var (status, body) = await PostAsync("/v1/reporting/report_runs", form);
        Assert.Equal((HttpStatusCode.BadRequest, param), (status, body["error"]!["param"]!.GetValue<string>()));
        Assert.Empty(await Client.V1.Reporting.ReportRuns.ListAsync());
    }

    [Fact]
    public async Task Contents_WithoutKeyOrOfNoFile_AreRefused()
    {
        using var stranger = new HttpClient { BaseAddress = new(Sandbox.Url) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/files/file_none/contents")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Sandbox.Http.GetAsync("/v1/files/file_none/contents")).StatusCode);
    }
}
