using Shop.Kernel.Persistence;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;

namespace Shop.Tests.Payments;

/// <summary>Stripe slow, cut off, contradictory or away: a true answer, and never two sessions that can be paid.</summary>
public abstract class ProviderTroubleTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("reset_before")]
    [InlineData("reset_after")]
    [InlineData("429")]
    [InlineData("html")]
    [InlineData("malformed")]
    [InlineData("status")]
    public async Task Start_TroubleForGood_ThenOneSession(string kind)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync(kind);
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        await DrainFaultsAsync(shop);

        var url = await shop.StartAsync(reference);
        Assert.Equal(url, Assert.Single(await shop.SessionsAsync()).Url);
        Assert.Equal(AttemptState.Open, Assert.Single((await shop.ReadAsync(reference)).Attempts).State);
    }

    [Theory]
    [InlineData("reset_before")]
    [InlineData("reset_after")]
    [InlineData("status")]
    public async Task Start_TroubleOnce_IsNotNoticed(string kind)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync(kind, times: 1);
        await shop.StartAsync(reference);
        Assert.Single(await shop.SessionsAsync());
        Assert.Single((await shop.ReadAsync(reference)).Attempts);
    }

    [Fact]
    public async Task Start_FailureStoredUnderTheKey_AnotherAttemptSucceeds()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("status", times: 1, more: new() { ["sticky"] = true });
        await shop.StartAsync(reference);
        var attempts = (await shop.ReadAsync(reference)).Attempts;
        Assert.Equal([AttemptState.Abandoned, AttemptState.Open], attempts.Select(a => a.State));
        Assert.Equal("stored_failure", attempts[0].FailureCode);
    }

    [Fact]
    public async Task Start_StripeRefusesTheParameters_SaysSoOnceAndLeavesNothingOpen()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("status", times: 1, more: new() { ["status"] = 400 });
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)));
        Assert.Equal(AttemptState.Abandoned, Assert.Single((await shop.ReadAsync(reference)).Attempts).State);
        await shop.StartAsync(reference);
    }

    [Fact]
    public async Task Start_StripeSlow_AnswersInTimeAndLaterFindsTheSameSession()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.OrderFaultAsync("slow", times: 1, more: new() { ["delay_ms"] = 60_000 });
        // Without the limit of the page's patience this would take the client's 20 seconds, three times over.
        Assert.IsType<StartPaymentResult.ProviderUnavailable>(await shop.Shop.SendAsync(new StartPayment(reference)).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
        Assert.Equal(AttemptState.Preparing, Assert.Single((await shop.ReadAsync(reference)).Attempts).State);
    }

    [Fact]
    public async Task Check_StripeAway_ShowsWhatIsKnownAndSoonStopsAsking()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        await shop.AdvanceAsync(TimeSpan.FromMinutes(3));
        await shop.OrderFaultAsync("reset_before", "GET", "/v1/checkout/sessions/*", times: 9);
        for (var visit = 0; visit < 5; visit++)
        {
            var status = (await shop.Shop.SendAsync(new CheckPayment(reference)))!;
            Assert.Equal((PaymentState.Awaiting, false), (status.State, status.AskedStripe));
        }

        // Three visits met nine refused tries; the fourth and fifth were answered without asking.
        Assert.Equal(new SweepResult(0, Complete: false), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        await shop.AdvanceAsync(TimeSpan.FromSeconds(16));
        Assert.Equal(new SweepResult(1, Complete: true), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
    }

    [Fact]
    public async Task Sweep_StripeAway_StopsAndFindsAllLater()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var references = new[] { await shop.PaidAtStripeAsync(), await shop.PaidAtStripeAsync() };
        await shop.AdvanceAsync(TimeSpan.FromMinutes(3));
        await shop.OrderFaultAsync("html", "GET", "/v1/checkout/sessions/*");
        Assert.Equal(new SweepResult(0, Complete: false), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        Assert.Equal(new SweepResult(2, Complete: true), await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        foreach (var reference in references) Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(reference)).State);
    }

    [Fact]
    public async Task Sweep_OnePaymentCannotBeLookedAt_OthersAre()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var (bad, good) = (await shop.PaidAtStripeAsync(), await shop.PaidAtStripeAsync());
        await shop.AdvanceAsync(TimeSpan.FromMinutes(3));
        var session = (await shop.ReadAsync(bad)).Attempts[0].SessionId;
        await shop.OrderFaultAsync("status", "GET", $"/v1/checkout/sessions/{session}", times: 1, more: new() { ["status"] = 400 });
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(good)).State);
        Assert.Equal(PaymentState.Awaiting, (await shop.StatusAsync(bad)).State);
        await shop.AdvanceAsync(TimeSpan.FromMinutes(5));
        await shop.Shop.SendAsync(new SweepPayments(AlsoOpen: false));
        Assert.Equal(PaymentState.Paid, (await shop.StatusAsync(bad)).State);
    }

    [Fact]
    public async Task Check_SessionUnknownAtStripe_AnotherAttemptCanStart()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var reference = await shop.OpenAsync();
        await shop.StartAsync(reference);
        await shop.ControlAsync("reset");
        var url = await shop.StartAsync(reference);
        Assert.Equal(url, Assert.Single(await shop.SessionsAsync()).Url);
        Assert.Equal([AttemptState.Abandoned, AttemptState.Open], (await shop.ReadAsync(reference)).Attempts.Select(a => a.State));
    }

    [Fact]
    public async Task ApplyRemote_ManyAtOnce_OneIsAppliedAndTold()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        var payment = await shop.ReadAsync(reference);
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var seen = await stripe.FetchAsync(payment.Attempts[0].SessionId!, MoneyBackLook.None, TestContext.Current.CancellationToken);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => shop.Shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [seen])))));
        Assert.Single(results, r => r == ApplyRemoteResult.Applied);
        Assert.All(results, r => Assert.NotEqual(ApplyRemoteResult.NothingNew, r));
        Assert.Single(shop.Told.Of<PaymentSucceeded>());
        Assert.Single(shop.Told.Of<PaymentFeeKnown>());
        var paid = await shop.ReadAsync(reference);
        Assert.Equal(ApplyRemoteResult.NothingNew, await shop.Shop.SendAsync(new ApplyRemote(paid.Id, paid.Version, [seen])));
    }

    [Fact]
    public async Task ApplyRemote_AnswerOlderThanWhatIsKnown_IsNotApplied()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        await shop.Shop.SendAsync(new CheckPayment(reference));
        var payment = await shop.ReadAsync(reference);
        var stripe = (StripeSessions)shop.Shop.Services.GetService(typeof(StripeSessions))!;
        var beforeRefund = await stripe.FetchAsync(payment.Attempts[0].SessionId!, MoneyBackLook.None, TestContext.Current.CancellationToken);
        await shop.RefundAsync(payment.ChargeId!, 1_000);
        var afterRefund = await stripe.FetchAsync(payment.Attempts[0].SessionId!, MoneyBackLook.None, TestContext.Current.CancellationToken);

        Assert.Equal(ApplyRemoteResult.Applied, await shop.Shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [afterRefund])));
        Assert.Equal(ApplyRemoteResult.Outdated, await shop.Shop.SendAsync(new ApplyRemote(payment.Id, payment.Version, [beforeRefund])));
        Assert.Equal(1_000, (await shop.StatusAsync(reference)).RefundedPence);
    }

    [Fact]
    public async Task ApplyRemote_ListenerFails_NothingIsKeptAndTheNextLookTellsAgain()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        await shop.DropWebhooksAsync();
        var reference = await shop.PaidAtStripeAsync();
        shop.Told.FailNext = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Shop.SendAsync(new CheckPayment(reference)));
        Assert.Equal((PaymentState.Awaiting, 0), ((await shop.StatusAsync(reference)).State, shop.Told.Of<PaymentSucceeded>().Count));
        await shop.Shop.SendAsync(new CheckPayment(reference));
        Assert.Equal((PaymentState.Paid, 1), ((await shop.StatusAsync(reference)).State, shop.Told.Of<PaymentSucceeded>().Count));
    }

    [Theory]
    [InlineData(9_700, "gbp", nameof(StoreSessionResult.Stored), AttemptState.Open)]
    [InlineData(9_699, "gbp", nameof(StoreSessionResult.WrongTotal), AttemptState.Abandoned)]
    [InlineData(9_700, "eur", nameof(StoreSessionResult.WrongTotal), AttemptState.Abandoned)]
    public async Task StoreSession_TotalAtStripe_MustBeWhatIsDue(long pence, string currency, string result, AttemptState state)
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var (payment, session) = await PreparedAsync(shop);
        Assert.Equal(result, (await shop.Shop.SendAsync(new StoreSession(payment.Id, payment.Attempts[0].Id, session with { AmountPence = pence, Currency = currency }))).ToString());
        var attempt = Assert.Single((await shop.ReadAsync(payment.Reference)).Attempts);
        // The id is kept in any case: money that reaches it after all is recognised.
        Assert.Equal((state, "cs_test_1", state == AttemptState.Open), (attempt.State, attempt.SessionId, attempt.Url is not null));
    }

    [Fact]
    public async Task StoreSession_ClosedMeanwhile_IsNotWanted()
    {
        await using var shop = await PaymentShop.StartAsync(provider);
        var (payment, session) = await PreparedAsync(shop);
        await shop.Shop.SendAsync(new ClosePayment(payment.Reference));
        Assert.Equal(StoreSessionResult.NotWanted, await shop.Shop.SendAsync(new StoreSession(payment.Id, payment.Attempts[0].Id, session)));
        Assert.Null(Assert.Single((await shop.ReadAsync(payment.Reference)).Attempts).Url);
    }

    private static async Task<(Payment Payment, RemoteSession Session)> PreparedAsync(PaymentShop shop)
    {
        var reference = await shop.OpenAsync();
        await shop.Shop.SendAsync(new PrepareAttempt(reference));
        var payment = await shop.ReadAsync(reference);
        var attempt = payment.Attempts[0];
        return (payment, new RemoteSession(
            "cs_test_1", RemoteStatus.Open, "unpaid", 9_700, "gbp", false, reference, reference, attempt.Id, "https://pay/1", attempt.ExpiresAt, null));
    }

    private static async Task DrainFaultsAsync(PaymentShop shop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{shop.SandboxUrl}/_sandbox/faults");
        request.Headers.Authorization = new("Bearer", PaymentShop.Key);
        using var http = new HttpClient();
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}

public sealed class SqliteProviderTroubleTests() : ProviderTroubleTests(DatabaseProvider.Sqlite);

public sealed class PostgresProviderTroubleTests() : ProviderTroubleTests(DatabaseProvider.Postgres);
