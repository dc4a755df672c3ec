using FluentValidation;
using Microsoft.Extensions.Time.Testing;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Stripe;
using Shop.Payments.Webhooks;
using Shop.StripeSandbox;

namespace Shop.Tests.Payments;

/// <summary>The pure parts.</summary>
public sealed class PaymentPartsTests
{
    private static readonly DateTime Noon = new(2026, 10, 5, 12, 0, 0, 500, DateTimeKind.Utc);

    [Fact]
    public void KeyOf_SameTerms_SameKeyAndOtherTermsAnother()
    {
        var request = Attempt(PaymentShop.Sample("REF")).Request!;
        var again = request with { Metadata = new Dictionary<string, string>(request.Metadata) };
        Assert.Equal(SessionTerms.KeyOf("REF", 1, request), SessionTerms.KeyOf("REF", 1, again));
        Assert.NotEqual(SessionTerms.KeyOf("REF", 1, request), SessionTerms.KeyOf("REF", 1, request with { ExpiresAt = Noon }));
        Assert.NotEqual(SessionTerms.KeyOf("REF", 1, request), SessionTerms.KeyOf("REF", 2, request));
    }

    [Theory]
    [InlineData(1, 32)]       // the payment's own end is nearer than Stripe allows
    [InlineData(45, 45)]
    [InlineData(600, 60)]
    public void SessionTerms_PayableUntil_GivesAnEndThatStripeTakes(int payableMinutes, int sessionMinutes)
    {
        var request = Attempt(PaymentShop.Sample("REF") with { PayableUntil = Noon.AddMinutes(payableMinutes) }).Request!;
        Assert.Equal(Noon.AddMinutes(sessionMinutes).AddMilliseconds(-500), request.ExpiresAt);
    }

    /// <summary>Stripe may name the row of the money's return later than it says that the refund failed.</summary>
    [Theory]
    [InlineData(RefundState.Failed, "txn_1", null, true)]
    [InlineData(RefundState.Cancelled, "txn_1", null, true)]
    [InlineData(RefundState.Failed, "txn_1", "txn_2", false)]
    [InlineData(RefundState.Failed, null, null, false)]
    [InlineData(RefundState.Succeeded, null, null, true)]
    [InlineData(RefundState.Succeeded, "txn_1", null, false)]
    public void Refund_ARowOfItsMoneyIsMissing_IsLookedAtAgain(RefundState state, string? transaction, string? failure, bool isLookedAt)
    {
        var refund = Refund.Adopt(new RefundFacts(Guid.CreateVersion7(), "ch_1", "re_1", 100, RefundOrigin.Officer, state, transaction, failure, null), Noon);
        Assert.Equal(isLookedAt, refund.NextLookAt > Noon);
        for (var looks = 0; looks < 10; looks++) refund.Looked(Noon);
        Assert.Equal(isLookedAt, refund.NextLookAt is not null);
    }

    [Theory]
    [InlineData("http://shop.test/o", "http://shop.test/o?session={CHECKOUT_SESSION_ID}")]
    [InlineData("http://shop.test/o?a=1", "http://shop.test/o?a=1&session={CHECKOUT_SESSION_ID}")]
    public void SessionTerms_ReturnUrl_CarriesThePlaceholder(string url, string expected) =>
        Assert.Equal(expected, Attempt(PaymentShop.Sample("REF") with { ReturnUrl = url }).Request!.SuccessUrl);

    [Fact]
    public void SessionTerms_FreeLines_AreLeftOut()
    {
        var request = Attempt(PaymentShop.Sample("REF", 100) with { Lines = [new("Paid", 50, 2), new("Free", 0, 1)] }).Request!;
        Assert.Equal("Paid", Assert.Single(request.Lines).Name);
    }

    [Fact]
    public void SessionTerms_MoreLinesThanStripeTakes_BecomeOne()
    {
        var lines = Enumerable.Range(0, 101).Select(i => new PaymentLine($"Line {i}", 10, 1)).ToList();
        Assert.Equal(new PaymentLine("Skip permit", 1_010, 1), Assert.Single(Attempt(PaymentShop.Sample("REF", 1_010) with { Lines = lines }).Request!.Lines));
        Assert.Equal(100, Attempt(PaymentShop.Sample("REF", 1_000) with { Lines = lines[..100] }).Request!.Lines.Count);
    }

    [Fact]
    public void PrepareAttempt_EmailRefusedBefore_GoesWithoutOne()
    {
        var payment = Payment.Open(PaymentShop.Sample("REF"), Noon);
        var first = payment.PrepareAttempt(null, Noon);
        Assert.Equal("pat@example.com", first.Request!.PayerEmail);
        payment.AbandonAttempt(first, SessionTerms.EmailRefused, null, Noon);
        Assert.Null(payment.PrepareAttempt(null, Noon).Request!.PayerEmail);
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("small")]
    [InlineData("large")]
    [InlineData("quantity")]
    [InlineData("negative")]
    [InlineData("url")]
    [InlineData("metadata")]
    [InlineData("no lines")]
    public void OpenPayment_BrokenTerms_AreRefused(string what)
    {
        var good = PaymentShop.Sample("REF");
        var bad = what switch
        {
            "amount" => good with { AmountPence = 9_701 },
            "small" => PaymentShop.Sample("REF", 29),
            "large" => PaymentShop.Sample("REF", 100_000_000),
            "quantity" => good with { Lines = [new("A", 9_700, 1), new("B", 100, 0)] },
            "negative" => good with { Lines = [new("A", 9_800, 1), new("B", -100, 1)] },
            "url" => good with { ReturnUrl = "/orders" },
            "metadata" => good with { Metadata = new Dictionary<string, string> { ["attempt_id"] = "x" } },
            _ => good with { Lines = [] },
        };
        Assert.True(new OpenPaymentValidator().Validate(good).IsValid);
        Assert.False(new OpenPaymentValidator().Validate(bad).IsValid);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("card_declined", "insufficient_funds", "Your card was declined because there was not enough money in the account.")]
    [InlineData("card_declined", "stolen_card", "Your card was declined. Try another card or ask your bank.")]
    [InlineData("card_declined", null, "Your card was declined. Try another card or ask your bank.")]
    [InlineData("expired_card", null, "Your card has expired.")]
    [InlineData("something_new", null, "Your card was declined. Try another card or ask your bank.")]
    public void DeclineWords_Codes_AreSaidPlainlyAndNeverHintAtTheft(string? code, string? decline, string? words) =>
        Assert.Equal(words, DeclineWords.For(code, decline));

    [Fact]
    public void LookSchedule_OpenAttempt_IsNeverUnheardOfForFiveMinutesAndIsAskedAtItsEnd()
    {
        var (now, expires) = (Noon, Noon.AddMinutes(60));
        var looks = 0;
        for (var next = now; next < expires; looks++)
        {
            next = LookSchedule.Next(AttemptState.Open, expires, false, looks, now)!.Value;
            Assert.InRange(next - now, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(4.5));
            now = next;
        }

        Assert.Equal(expires.AddSeconds(30), now);
        Assert.Equal(TimeSpan.FromMinutes(4), LookSchedule.Next(AttemptState.Open, expires, false, looks, now) - now);
    }

    [Theory]
    [InlineData(AttemptState.Expired, false)]
    [InlineData(AttemptState.Failed, false)]
    [InlineData(AttemptState.Abandoned, false)]
    [InlineData(AttemptState.Succeeded, false)]
    [InlineData(AttemptState.Succeeded, true)]
    public void LookSchedule_FinishedAttempt_IsAskedOnlyForItsFee(AttemptState state, bool feeMissing) =>
        Assert.Equal(feeMissing, LookSchedule.Next(state, Noon, feeMissing, 3, Noon) is not null);

    [Fact]
    public void Transitions_Table_FinalStatesStayFinal()
    {
        Assert.All(Enum.GetValues<PaymentState>(), to => Assert.False(Transitions.Allows(PaymentState.Paid, to) || Transitions.Allows(PaymentState.Closed, to)));
        Assert.All(Enum.GetValues<AttemptState>(), to => Assert.False(Transitions.Allows(AttemptState.Succeeded, to)));
        Assert.Throws<InvalidOperationException>(() => Transitions.Check(PaymentState.Closed, PaymentState.Paid));
        Assert.Throws<InvalidOperationException>(() => Transitions.Check(AttemptState.Expired, AttemptState.Open));
    }

    [Fact]
    public void Close_SessionOpen_Throws()
    {
        var payment = Payment.Open(PaymentShop.Sample("REF"), Noon);
        payment.OpenAttempt(payment.PrepareAttempt(null, Noon), "cs_1", "https://pay/1", Noon.AddHours(1), Noon);
        Assert.Throws<InvalidOperationException>(() => payment.Close(Noon));
        Assert.Throws<InvalidOperationException>(() => payment.PrepareAttempt(null, Noon));
        Assert.Throws<InvalidOperationException>(() => payment.Attempts[0].Open("cs_2", "https://pay/2", Noon.AddHours(1), Noon));
    }

    [Fact]
    public void PrepareAttempt_AfterTheLastMoment_Throws()
    {
        var payment = Payment.Open(PaymentShop.Sample("REF") with { PayableUntil = Noon }, Noon);
        Assert.True(payment.IsPayable(Noon));
        Assert.Throws<InvalidOperationException>(() => payment.PrepareAttempt(null, Noon.AddTicks(1)));
    }

    [Theory]
    [InlineData("sk_live_x")]
    [InlineData("rk_live_x")]
    public void StripeConnection_LiveKeyToAnotherServer_Throws(string key)
    {
        Assert.Throws<InvalidOperationException>(() => new StripeConnection(new StripeSettings { SecretKey = key, ApiBase = "http://127.0.0.1:9" }));
        using var live = new StripeConnection(new StripeSettings { SecretKey = key });
        Assert.True(live.Settings.IsLive);
        Assert.Throws<InvalidOperationException>(() => live.PointTo(live.Settings with { ApiBase = "http://127.0.0.1:9" }));
    }

    [Fact]
    public void StripeConnection_NoKey_IsUnavailable()
    {
        using var connection = new StripeConnection(new StripeSettings());
        Assert.Throws<StripeUnavailableException>(() => connection.Client);
        connection.PointTo(new StripeSettings { SecretKey = "sk_test_x", ApiBase = "http://127.0.0.1:9" });
        Assert.NotNull(connection.Client);
    }

    [Fact]
    public void StripeCircuit_ThreeFailures_PausesThenLetsOneTry()
    {
        var clock = new FakeTimeProvider();
        var circuit = new StripeCircuit(clock);
        circuit.Failed();
        circuit.Failed();
        circuit.Succeeded();
        circuit.Failed();
        circuit.Failed();
        circuit.Check();
        circuit.Failed();
        Assert.Throws<StripeUnavailableException>(circuit.Check);
        clock.Advance(TimeSpan.FromSeconds(16));
        circuit.Check();
        Assert.Throws<StripeUnavailableException>(circuit.Check);
        circuit.Succeeded();
        circuit.Check();
    }

    /// <summary>The shop's clock is moved on in a rehearsal, the machine's is not; and either may be put back by its owner.</summary>
    [Fact]
    public void StripeCircuit_ClockMovedOn_PauseIsOver()
    {
        var wall = new FakeTimeProvider();
        var clock = new SandboxClock(wall);
        var circuit = new StripeCircuit(clock);
        for (var i = 0; i < 3; i++) circuit.Failed();
        Assert.Throws<StripeUnavailableException>(circuit.Check);
        clock.Advance(TimeSpan.FromSeconds(16));
        circuit.Check();
        Assert.Throws<StripeUnavailableException>(circuit.Check);
        wall.AdjustTime(wall.GetUtcNow() - TimeSpan.FromHours(1));
        circuit.Check();
    }

    [Fact]
    public async Task PaymentTurns_SameReference_OneAtATimeAndNothingIsLeftBehind()
    {
        var turns = new PaymentTurns();
        var inside = 0;
        var most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, ct) =>
        {
            using var turn = await turns.TakeAsync("REF", ct);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal(1, most);

        var held = await turns.TakeAsync("REF", TestContext.Current.CancellationToken);
        using var given = new CancellationTokenSource();
        var waiting = turns.TakeAsync("REF", given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        using var other = await turns.TakeAsync("OTHER", TestContext.Current.CancellationToken);
        held.Dispose();
        held.Dispose();
        using var next = await turns.TakeAsync("REF", TestContext.Current.CancellationToken);
    }

    [Fact]
    public void WebhookEvent_Finished_CannotBeFinishedAgain()
    {
        var done = WebhookEvent.Receive("evt_1", "charge.updated", "{}", Noon);
        done.Done(Guid.NewGuid(), Noon);
        Assert.Throws<InvalidOperationException>(() => done.Ignore("late", Noon));
        Assert.Throws<InvalidOperationException>(() => done.Failed("late", null, Noon));
    }

    [Fact]
    public void WebhookHint_ObjectsOfEveryKind_LeadToTheirIds()
    {
        static WebhookHint Of(string about) => WebhookHint.Read($$"""{"id":"evt_1","type":"x","data":{"object":{{about}}} }""")!;
        Assert.Equal(("cs_1", "pi_1"), Of("""{"object":"checkout.session","id":"cs_1","payment_intent":"pi_1"}""") is var s ? (s.SessionId, s.PaymentIntentId) : default);
        Assert.Equal("pi_2", Of("""{"object":"payment_intent","id":"pi_2"}""").PaymentIntentId);
        Assert.Equal(("ch_3", "pi_3"), Of("""{"object":"charge","id":"ch_3","payment_intent":{"id":"pi_3"}}""") is var c ? (c.ChargeId, c.PaymentIntentId) : default);
        Assert.Equal(("ch_4", null), Of("""{"object":"refund","id":"re_4","charge":"ch_4","payment_intent":null}""") is var r ? (r.ChargeId, r.PaymentIntentId) : default);
        Assert.Null(Of("null").SessionId);
        Assert.Null(Of("[1]").SessionId);
    }

    private static PaymentAttempt Attempt(OpenPayment request) => Payment.Open(request, Noon).PrepareAttempt("SERVICES", Noon);
}
