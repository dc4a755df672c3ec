using System.Globalization;
using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

/// <summary>
/// What must hold of the money whatever happened: random histories of charges, refunds, disputes, payouts that fail and
/// leaps of the clock. A failure names the seed of its history.
/// </summary>
public sealed class MoneyLawsTests(ITestOutputHelper output) : PayoutTest
{
    private const int Steps = 90;
    private static readonly string[] Tokens =
        ["pm_card_gb", "pm_card_visa", "pm_card_fr", "pm_card_bypassPending", "pm_card_pendingRefund", "pm_card_refundFail", "pm_card_createDispute", "pm_card_chargeDeclined"];

    private static readonly string[] Answers = ["winning_evidence", "losing_evidence", "escalate_inquiry_evidence", "We delivered"];

    public static TheoryData<int> Seeds() => [1, 2, 3, Random.Shared.Next(1_000, int.MaxValue)];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task History_OfAnySeed_KeepsEveryLaw(int seed)
    {
        output.WriteLine("seed {0}", seed.ToString(CultureInfo.InvariantCulture));
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            try
            {
                await DoAsync(random);
            }
            catch (StripeException e) when (e.HttpStatusCode is HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired)
            {
                // A refusal is an answer like any other; it must have changed nothing.
            }
        }
        await CheckAsync(seed);
        // Whatever was under way ends, and what is left goes to the bank.
        await Sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = 40 * 86_400 });
        await CheckAsync(seed);
    }

    private async Task DoAsync(Random random)
    {
        switch (random.Next(14))
        {
            case < 4:
                var manual = random.Next(5) == 0;
                var intent = await Client.V1.PaymentIntents.CreateAsync(new()
                {
                    Amount = random.Next(30, 50_000),
                    Currency = "gbp",
                    Confirm = true,
                    PaymentMethod = Pick(random, Tokens),
                    CaptureMethod = manual ? "manual" : "automatic",
                });
                if (manual && random.Next(3) > 0) await Client.V1.PaymentIntents.CaptureAsync(intent.Id, new() { AmountToCapture = random.Next(1, (int)intent.Amount) });
                break;
            case < 7:
                if (Pick(random, await ListAsync(Client.V1.Charges)) is { } charge)
                    await Client.V1.Refunds.CreateAsync(new() { Charge = charge.Id, Amount = random.Next(3) == 0 ? null : random.Next(1, (int)charge.Amount) });
                break;
            case 7:
                if (Pick(random, await ListAsync(Client.V1.Refunds)) is { } refund) await ActAsync($"refunds/{refund.Id}/{Pick(random, ["succeed", "fail", "hold"])}");
                break;
            case 8:
                if (Pick(random, await ListAsync(Client.V1.Charges)) is { } disputed)
                    await ActAsync("disputes", $$"""{"charge":"{{disputed.Id}}","inquiry":{{(random.Next(3) == 0 ? "true" : "false")}}}""");
                break;
            case 9:
                if (Pick(random, await ListAsync(Client.V1.Disputes)) is { } dispute)
                    await Client.V1.Disputes.UpdateAsync(dispute.Id, new() { Evidence = new() { UncategorizedText = Pick(random, Answers) } });
                break;
            case 10:
                if (Pick(random, await ListAsync(Client.V1.Payouts)) is { } payout) await ActAsync($"payouts/{payout.Id}/{Pick(random, ["fail", "fail", "pay"])}");
                break;
            case 11:
                await Client.V1.Payouts.CreateAsync(new() { Amount = random.Next(1, 20_000), Currency = "gbp" });
                break;
            default:
                await Sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new() { ["seconds"] = random.Next(3_600, 5 * 86_400) });
                break;
        }
    }

    private async Task ActAsync(string path, string body = "{}")
    {
        using var answer = await Sandbox.Http.PostAsync("/_sandbox/" + path, new StringContent(body));
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, path);
    }

    private static T? Pick<T>(Random random, IReadOnlyList<T> from) => from.Count == 0 ? default : from[random.Next(from.Count)];

    private static async Task<List<T>> ListAsync<T, TOptions>(IListable<T, TOptions> service)
        where T : IStripeEntity, IHasId where TOptions : ListOptions, new()
    {
        var all = new List<T>();
        await foreach (var entity in service.ListAutoPagingAsync(new TOptions { Limit = 100 })) all.Add(entity);
        return all;
    }

    private async Task CheckAsync(int seed)
    {
        var rows = await ListAsync(Client.V1.BalanceTransactions);
        var payouts = await ListAsync(Client.V1.Payouts);
        var charges = await ListAsync(Client.V1.Charges);
        var refunds = await ListAsync(Client.V1.Refunds);
        var disputes = await ListAsync(Client.V1.Disputes);
        Assert.True(rows.Count > 10, Law("the history is too short to prove anything"));

        // I1: net = amount - fee, and the fee is explained.
        Assert.All(rows, r => Assert.True(r.Net == r.Amount - r.Fee && r.Fee == r.FeeDetails.Sum(f => f.Amount), Law($"I1 {r.Id}")));
        // I4: the balance is the sum of all movements.
        var (available, pending) = await BalanceAsync();
        Assert.True(available + pending == rows.Sum(r => r.Net), Law($"I4 {available} + {pending} is not {rows.Sum(r => r.Net)}"));
        Assert.True(available == rows.Where(r => r.Status == "available").Sum(r => r.Net), Law("I4 available"));
        // I2, I3: a payout is the sum of what it carries, and nothing is carried twice or forgotten.
        var carried = new Dictionary<string, string>();
        var unknown = 0L;
        foreach (var payout in payouts.Where(p => p.Automatic))
        {
            var own = await RowsAsync(payout.Id);
            if (payout.ReconciliationStatus != "completed")
            {
                Assert.Equal([payout.BalanceTransactionId], own.Select(r => r.Id));
                unknown += payout.Amount;
                continue;
            }
            Assert.True(own.Sum(r => r.Net) == 0, Law($"I2 {payout.Id} leaves {own.Sum(r => r.Net)}"));
            Assert.True(own.Where(r => r.Id != payout.BalanceTransactionId).Sum(r => r.Net) == payout.Amount, Law($"I2 {payout.Id} is {payout.Amount}"));
            foreach (var row in own) Assert.True(carried.TryAdd(row.Id, payout.Id), Law($"I3 {row.Id} is in {payout.Id}, too"));
        }
        var loose = rows.Where(r => r.Status == "available" && !carried.ContainsKey(r.Id)).ToList();
        var open = payouts.Where(p => p.Automatic && p.ReconciliationStatus != "completed").Select(p => p.BalanceTransactionId).ToHashSet();
        Assert.True(loose.Where(r => !open.Contains(r.Id)).Sum(r => r.Net) == available + unknown, Law("I3 the loose rows are not the balance"));
        if (available != 0)
            Assert.All(loose.Where(r => !open.Contains(r.Id)), r => Assert.True(unknown != 0 || r.AvailableOn > Sandbox.Clock.Now.UtcDateTime.AddDays(-5), Law($"I3 {r.Id} was left behind")));
        // I11: what failed or was cancelled took nothing.
        var byId = rows.ToDictionary(r => r.Id);
        foreach (var payout in payouts)
        {
            var back = payout.FailureBalanceTransactionId is { } id ? byId[id].Net : 0;
            Assert.True(payout.Status is "failed" or "canceled" == (payout.FailureBalanceTransactionId is not null), Law($"I11 {payout.Id}"));
            Assert.True(byId[payout.BalanceTransactionId].Net + back == (back == 0 ? -payout.Amount : 0), Law($"I11 {payout.Id} took {payout.Amount}"));
            if (back != 0 && payout.Automatic && carried.TryGetValue(payout.FailureBalanceTransactionId!, out var later)) Assert.NotEqual(payout.Id, later);
        }
        // Charges: refunded is the sum of the refunds that count, never more than was taken; and each penny has its row.
        foreach (var charge in charges.Where(c => c.Paid && c.Captured))
        {
            var own = refunds.Where(r => r.ChargeId == charge.Id).ToList();
            Assert.True(charge.AmountRefunded == own.Where(r => r.Status is "pending" or "succeeded").Sum(r => r.Amount), Law($"I7 {charge.Id}"));
            Assert.True(charge.AmountRefunded <= charge.AmountCaptured, Law($"L5 {charge.Id}"));
            var disputed = disputes.Where(d => d.ChargeId == charge.Id).ToList();
            var gone = disputed.Where(d => d.Status is "needs_response" or "under_review" or "lost").Sum(d => d.Amount);
            var sources = own.Select(r => r.Id).Concat(disputed.Select(d => d.Id)).Append(charge.Id).ToHashSet();
            Assert.True(charge.AmountCaptured - charge.AmountRefunded - gone == rows.Where(r => sources.Contains(r.SourceId)).Sum(r => r.Amount), Law($"I6 {charge.Id}"));
            Assert.Equal(disputed.Count > 0, charge.Disputed);
        }

        string Law(string what) => $"seed {seed}: {what}";
    }
}
