using System.Net;
using Stripe;

namespace Shop.StripeSandbox.Tests;

public sealed class PaymentIntentTests : SandboxTest
{
    private static PaymentIntentCreateOptions Options(string? method = "pm_card_gb", string? capture = null, long amount = 10_000) => new()
    {
        Amount = amount,
        Currency = "gbp",
        Confirm = method is not null,
        PaymentMethod = method,
        CaptureMethod = capture!,
        Description = "By phone",
        AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" },
    };

    private Task<PaymentIntent> CreateAsync(string? method = "pm_card_gb", string? capture = null)
    {
        var options = Options(method, capture);
        return Client.V1.PaymentIntents.CreateAsync(options);
    }

    [Fact]
    public async Task Create_Confirmed_TakesTheMoney()
    {
        var intent = await CreateAsync();
        Assert.Equal(("succeeded", 10_000L), (intent.Status, intent.AmountReceived));
        var charge = await Client.V1.Charges.GetAsync(intent.LatestChargeId, new() { Expand = ["balance_transaction", "payment_intent"] });
        Assert.Equal((170L, "charge", "pending"), (charge.BalanceTransaction.Fee, charge.BalanceTransaction.ReportingCategory, charge.BalanceTransaction.Status));
        Assert.Equal("By phone", charge.PaymentIntent.Description);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card")]
    public async Task Create_Declined_Is402WithTheIntentAndCanBeConfirmedAgain(string method, string code)
    {
        var error = await RefusedAsync(HttpStatusCode.PaymentRequired, () => CreateAsync(method));
        Assert.Equal(("card_error", code), (error.Type, error.Code));
        Assert.Equal("requires_payment_method", error.PaymentIntent.Status);
        Assert.Equal(error.Charge, error.PaymentIntent.LatestChargeId);

        var intent = await Client.V1.PaymentIntents.ConfirmAsync(error.PaymentIntent.Id, new() { PaymentMethod = "pm_card_visa" });
        Assert.Equal("succeeded", intent.Status);
        Assert.Null(intent.LastPaymentError);
    }

    [Fact]
    public async Task Confirm_AfterCreate_WalksTheStates()
    {
        var intent = await CreateAsync(null);
        Assert.Equal("requires_payment_method", intent.Status);
        intent = await Client.V1.PaymentIntents.UpdateAsync(intent.Id, new() { Amount = 500, Metadata = new() { ["a"] = "b" } });
        Assert.Equal((500L, "b"), (intent.Amount, intent.Metadata["a"]));
        intent = await Client.V1.PaymentIntents.ConfirmAsync(intent.Id, new() { PaymentMethod = "pm_card_visa" });
        Assert.Equal(("succeeded", 500L), (intent.Status, intent.AmountReceived));

        foreach (var call in (Func<Task>[])[
            () => Client.V1.PaymentIntents.ConfirmAsync(intent.Id),
            () => Client.V1.PaymentIntents.CancelAsync(intent.Id),
            () => Client.V1.PaymentIntents.CaptureAsync(intent.Id),
            () => Client.V1.PaymentIntents.UpdateAsync(intent.Id, new() { Amount = 700 })])
            Assert.Equal("payment_intent_unexpected_state", (await RefusedAsync(HttpStatusCode.BadRequest, call)).Code);
    }

    [Fact]
    public async Task Confirm_ThatNeedsAChallenge_SendsThePayerThereAndBack()
    {
        var intent = await Client.V1.PaymentIntents.CreateAsync(new()
        {
            Amount = 500,
            Currency = "gbp",
            Confirm = true,
            PaymentMethod = "pm_card_authenticationRequired",
            ReturnUrl = "http://127.0.0.1:9/back",
        });
        Assert.Equal(("requires_action", "redirect_to_url"), (intent.Status, intent.NextAction.Type));
        using var payer = Sandbox.OpenBrowser();

        var page = await payer.AnswerChallengeAsync(intent.NextAction.RedirectToUrl.Url, "complete");

        Assert.Equal("http://127.0.0.1:9/back", page.Location);
        Assert.Equal("succeeded", (await Client.V1.PaymentIntents.GetAsync(intent.Id)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await payer.GetAsync(intent.NextAction.RedirectToUrl.Url)).Status);
    }

    [Fact]
    public async Task Capture_OfAPart_MakesTwoRowsAndReleasesTheRest()
    {
        var intent = await CreateAsync(capture: "manual");
        Assert.Equal(("requires_capture", 10_000L, 0L), (intent.Status, intent.AmountCapturable, intent.AmountReceived));
        var charge = await Client.V1.Charges.GetAsync(intent.LatestChargeId);
        Assert.Null(charge.BalanceTransactionId);
        Assert.InRange(charge.PaymentMethodDetails.Card.CaptureBefore, charge.Created.AddDays(7).AddSeconds(-2), charge.Created.AddDays(7).AddSeconds(2));
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.PaymentIntents.CaptureAsync(intent.Id, new() { AmountToCapture = 10_001 }));

        intent = await Client.V1.PaymentIntents.CaptureAsync(intent.Id, new() { AmountToCapture = 4_000 });

        Assert.Equal(("succeeded", 4_000L, 0L), (intent.Status, intent.AmountReceived, intent.AmountCapturable));
        var rows = await Client.V1.BalanceTransactions.ListAsync(new() { Source = charge.Id });
        Assert.Equal([("partial_capture_reversal", -6_000L, 0L), ("charge", 10_000L, 80L)], rows.Select(r => (r.ReportingCategory, r.Amount, r.Fee)));
        Assert.Equal((0L, 3_920L), await BalanceAsync());
        Assert.Single(rows.Select(r => r.AvailableOn).Distinct());
        await RefusedAsync(HttpStatusCode.BadRequest, () => Client.V1.Refunds.CreateAsync(new() { PaymentIntent = intent.Id, Amount = 4_001 }));
    }

    [Fact]
    public async Task Authorisation_NotCapturedInSevenDays_Lapses()
    {
        var intent = await CreateAsync(capture: "manual");
        Sandbox.Clock.Advance(TimeSpan.FromDays(8));
        intent = await Client.V1.PaymentIntents.GetAsync(intent.Id);
        Assert.Equal(("canceled", "automatic", 0L), (intent.Status, intent.CancellationReason, intent.AmountCapturable));
        Assert.Equal(["payment_intent.canceled", "charge.expired"], (await Client.V1.Events.ListAsync(new() { Limit = 2 })).Select(e => e.Type));
        Assert.Empty(await Client.V1.BalanceTransactions.ListAsync());
    }

    [Fact]
    public async Task Session_WithManualCapture_IsCompleteButUnpaidUntilCaptured()
    {
        var session = await Sandbox.CreateSessionAsync(change: o => o.PaymentIntentData.CaptureMethod = "manual");
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Gb);
        session = await SessionAsync(session.Id);
        Assert.Equal(("complete", "unpaid"), (session.Status, session.PaymentStatus));
        await Client.V1.PaymentIntents.CaptureAsync(session.PaymentIntentId);
        Assert.Equal("paid", (await SessionAsync(session.Id)).PaymentStatus);
    }

    [Fact]
    public async Task Intent_OfAnOpenSession_CannotBeMovedByTheApi()
    {
        var session = await Sandbox.CreateSessionAsync();
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(session.Url, Cards.Declined);
        var id = (await SessionAsync(session.Id)).PaymentIntentId;
        foreach (var call in (Func<Task>[])[
            () => Client.V1.PaymentIntents.CancelAsync(id),
            () => Client.V1.PaymentIntents.ConfirmAsync(id, new() { PaymentMethod = "pm_card_visa" }),
            () => Client.V1.PaymentIntents.UpdateAsync(id, new() { Amount = 50 })])
            Assert.Equal("payment_intent_unexpected_state", (await RefusedAsync(HttpStatusCode.BadRequest, call)).Code);
        Assert.Equal("b", (await Client.V1.PaymentIntents.UpdateAsync(id, new() { Metadata = new() { ["a"] = "b" } })).Metadata["a"]);
    }

    [Theory]
    [InlineData("amount=29&currency=gbp", "amount", "amount_too_small")]
    [InlineData("amount=500&currency=eur", "currency", null)]
    [InlineData("currency=gbp", "amount", "parameter_missing")]
    [InlineData("amount=500&currency=gbp&payment_method_types[]=card", "payment_method_types", "parameter_unknown")]
    [InlineData("amount=500&currency=gbp&confirm=true", "payment_method", "parameter_missing")]
    [InlineData("amount=500&currency=gbp&confirm=yes", "confirm", null)]
    [InlineData("amount=500&currency=gbp&automatic_payment_methods[colour]=red", "automatic_payment_methods[colour]", "parameter_unknown")]
    public async Task Create_WithABadParameter_NamesItAndMakesNothing(string form, string param, string? code)
    {
        var (status, body) = await PostAsync("/v1/payment_intents", form);
        Assert.Equal((HttpStatusCode.BadRequest, param, code), (status, body["error"]!["param"]!.GetValue<string>(), body["error"]!["code"]?.GetValue<string>()));
        Assert.Empty(await Client.V1.PaymentIntents.ListAsync());
    }

    [Fact]
    public async Task Retrieve_OfWhatIsNotThere_Is404()
    {
        Assert.Equal(("resource_missing", "intent"), await MissingAsync(() => Client.V1.PaymentIntents.GetAsync("pi_nothing")));
        Assert.Equal(("resource_missing", "id"), await MissingAsync(() => Client.V1.Charges.GetAsync("ch_nothing")));
        Assert.Equal(("resource_missing", "session"), await MissingAsync(() => SessionAsync("cs_test_nothing")));
        Assert.Equal(("resource_missing", "payment_method"), await MissingAsync(() => CreateAsync("pm_card_unknown")));
    }

    private static async Task<(string, string)> MissingAsync(Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<StripeException>(call);
        Assert.Equal(HttpStatusCode.NotFound, e.HttpStatusCode);
        return (e.StripeError.Code, e.StripeError.Param);
    }
}
