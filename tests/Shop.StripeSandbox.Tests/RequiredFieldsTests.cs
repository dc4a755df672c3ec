using System.Text.Json.Nodes;

namespace Shop.StripeSandbox.Tests;

/// <summary>
/// Each object carries every field that the types of npm stripe 23.1.0 (2026-10-28.endive) name as not optional, null
/// where it has no value: a client that reads a field must never find it absent.
/// </summary>
public sealed class RequiredFieldsTests : SandboxTest
{
    private const string Session =
        "adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types amount_subtotal amount_total automatic_tax " +
        "billing_address_collection cancel_url client_reference_id client_secret collected_information consent consent_collection created currency " +
        "currency_conversion custom_fields custom_text customer customer_account customer_creation customer_details customer_email discounts expires_at " +
        "id integration_identifier invoice invoice_creation livemode locale managed_payments metadata mode object origin_context payment_intent " +
        "payment_link payment_method_collection payment_method_configuration_details payment_method_options payment_method_types payment_status " +
        "permissions recovered_from saved_payment_method_options setup_intent shipping_address_collection shipping_cost shipping_options status " +
        "submit_type subscription success_url total_details ui_mode url wallet_options";

    private const string Intent =
        "allowed_payment_method_types amount amount_capturable amount_received application application_fee_amount automatic_payment_methods canceled_at " +
        "cancellation_reason capture_method client_secret confirmation_method created currency customer customer_account description " +
        "excluded_payment_method_types id last_payment_error latest_charge livemode managed_payments metadata next_action object on_behalf_of " +
        "payment_method payment_method_configuration_details payment_method_options payment_method_types payment_record processing receipt_email " +
        "review setup_future_usage shipping source statement_descriptor statement_descriptor_suffix status transfer_group";

    private const string Charge =
        "amount amount_captured amount_refunded application application_fee application_fee_amount balance_transaction billing_details " +
        "calculated_statement_descriptor captured created currency customer description disputed failure_balance_transaction failure_code " +
        "failure_message fraud_details id livemode metadata object on_behalf_of outcome paid payment_intent payment_method payment_method_details " +
        "receipt_email receipt_number receipt_url refunded review shipping source source_transfer statement_descriptor " +
        "statement_descriptor_suffix status transfer_data transfer_group";

    private const string Card =
        "amount_authorized authorization_code brand checks country electronic_commerce_indicator exp_month exp_year funding installments last4 mandate " +
        "network network_transaction_id regulated_status three_d_secure transaction_link_id wallet";

    private const string Price =
        "active billing_scheme created currency custom_unit_amount id livemode lookup_key metadata nickname object product recurring tax_behavior " +
        "tiers_mode transform_quantity type unit_amount unit_amount_decimal";

    private const string Product =
        "active created description id images livemode marketing_features metadata name object package_dimensions shippable tax_details type updated url";

    private const string Movement =
        "amount available_on balance_type created currency description exchange_rate fee fee_details id net object reporting_category source status type";

    private const string Payout =
        "amount application_fee application_fee_amount arrival_date automatic balance_transaction created currency description destination " +
        "failure_balance_transaction failure_code failure_message id livemode metadata method object original_payout payout_method " +
        "reconciliation_status reversed_by source_type statement_descriptor status trace_id type";

    [Fact]
    public async Task Objects_OfASuccessfulPayment_CarryEveryRequiredField()
    {
        var paid = await Sandbox.PaidSessionAsync();
        var refund = await Client.V1.Refunds.CreateAsync(new() { PaymentIntent = paid.PaymentIntentId, Amount = 100 });
        var session = await ReadAsync($"/v1/checkout/sessions/{paid.Id}?expand[]=line_items&expand[]=payment_intent.latest_charge&expand[]=payment_intent.payment_method");
        var intent = session["payment_intent"]!;
        var charge = intent["latest_charge"]!;
        var line = session["line_items"]!["data"]![0]!;

        Demand(session, Session);
        Demand(session["customer_details"]!, "address business_name email individual_name name phone tax_exempt tax_ids");
        Demand(session["invoice_creation"]!["invoice_data"]!, "account_tax_ids custom_fields description footer issuer metadata rendering_options");
        Demand(session["automatic_tax"]!, "enabled liability provider status");
        Demand(session["custom_text"]!, "after_submit shipping_address submit terms_of_service_acceptance");
        Demand(intent, Intent);
        Demand(intent["payment_method"]!, "billing_details created customer customer_account id livemode metadata object type");
        Demand(charge, Charge);
        Demand(charge["outcome"]!, "advice_code network_advice_code network_decline_code network_status reason seller_message type");
        Demand(charge["payment_method_details"]!["card"]!, Card);
        Demand(line, "adjustable_quantity amount_discount amount_subtotal amount_tax amount_total currency description id metadata object price quantity");
        Demand(line["price"]!, Price);
        Demand(await ReadAsync("/v1/products/" + line["price"]!["product"]), Product);
        Demand(await ReadAsync("/v1/refunds/" + refund.Id),
            "amount balance_transaction charge created currency customer customer_account id metadata object payment_intent payment_method reason receipt_number source_transfer_reversal status transfer_reversal");
        var movement = await ReadAsync("/v1/balance_transactions/" + charge["balance_transaction"]);
        Demand(movement, Movement);
        Demand(movement["fee_details"]![0]!, "amount application currency description type");
        Demand(await ReadAsync("/v1/balance"), "available livemode object pending");
        var events = await ReadAsync("/v1/events");
        Demand(events["data"]![0]!, "api_version created data id livemode object pending_webhooks request type");
        var endpoints = await ReadAsync("/v1/webhook_endpoints");
        Demand(endpoints["data"]![0]!, "api_version application created description enabled_events id livemode metadata object status url");
    }

    [Fact]
    public async Task Objects_InOtherStates_CarryEveryRequiredField()
    {
        var open = await Sandbox.CreateSessionAsync(change: o => o.AfterExpiration = new() { Recovery = new() { Enabled = true } });
        var session = await ReadAsync("/v1/checkout/sessions/" + open.Id);
        Demand(session, Session);
        Demand(session["after_expiration"]!["recovery"]!, "allow_promotion_codes enabled expires_at url");
        using var payer = Sandbox.OpenBrowser();
        await payer.PayAsync(open.Url, Cards.Declined);
        var failed = (await ReadAsync($"/v1/checkout/sessions/{open.Id}?expand[]=payment_intent.latest_charge"))["payment_intent"]!;
        Demand(failed, Intent);
        Demand(failed["last_payment_error"]!, "type code message charge decline_code payment_method");
        Demand(failed["latest_charge"]!, Charge);
        var challenged = (await PostAsync("/v1/payment_intents", "amount=500&currency=gbp&confirm=true&payment_method=pm_card_authenticationRequired")).Body;
        Demand(challenged, Intent);
        Demand(challenged["next_action"]!, "type redirect_to_url");
    }

    [Fact]
    public async Task Disputes_InEveryState_CarryEveryRequiredField()
    {
        var paid = await Sandbox.PaidSessionAsync();
        var inquiry = await Sandbox.ControlAsync(HttpMethod.Post, "disputes", new() { ["charge"] = paid.PaymentIntent.LatestChargeId, ["inquiry"] = true });
        DemandDispute(inquiry);
        var dispute = await Sandbox.ControlAsync(HttpMethod.Post, $"disputes/{inquiry["id"]}/escalate");
        DemandDispute(dispute);
        Demand(dispute["balance_transactions"]![0]!, Movement);
        DemandDispute((await PostAsync($"/v1/disputes/{inquiry["id"]}", "evidence[uncategorized_text]=winning_evidence")).Body);
        DemandDispute(await ReadAsync($"/v1/disputes/{inquiry["id"]}"));
    }

    private static void DemandDispute(JsonNode dispute)
    {
        Demand(dispute, "amount balance_transactions charge created currency enhanced_eligibility_types evidence evidence_details id intended_submission_method " +
            "is_charge_refundable livemode metadata object payment_intent reason status");
        Demand(dispute["evidence"]!, "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal " +
            "customer_communication customer_email_address customer_name customer_purchase_ip customer_signature duplicate_charge_documentation " +
            "duplicate_charge_explanation duplicate_charge_id enhanced_evidence product_description receipt refund_policy refund_policy_disclosure " +
            "refund_refusal_explanation service_date service_documentation shipping_address shipping_carrier shipping_date shipping_documentation " +
            "shipping_tracking_number uncategorized_file uncategorized_text");
        Demand(dispute["evidence_details"]!, "due_by enhanced_eligibility has_evidence past_due submission_count submission_method");
        Demand(dispute["payment_method_details"]!["card"]!, "brand case_type network network_reason_code");
    }

    [Fact]
    public async Task Reports_BeforeAndAfterTheyRan_CarryEveryRequiredField()
    {
        const string Run = "created error id livemode object parameters report_type result status succeeded_at";
        var run = (await PostAsync("/v1/reporting/report_runs", "report_type=payout_reconciliation.itemized.5&parameters[interval_start]=1&parameters[interval_end]=2")).Body;
        Demand(run, Run);
        run = await ReadAsync($"/v1/reporting/report_runs/{run["id"]}");
        Demand(run, Run);
        Demand(run["result"]!, "created expires_at filename id object purpose size title type url");
    }

    [Fact]
    public async Task Payouts_InEveryState_CarryEveryRequiredField()
    {
        await Sandbox.PaidSessionAsync("4000000000000077");
        var byHand = await Client.V1.Payouts.CreateAsync(new() { Amount = 100, Currency = "gbp" });
        Demand(await ReadAsync("/v1/payouts/" + byHand.Id), Payout);
        var payout = (await Sandbox.ControlAsync(HttpMethod.Post, "payouts/run"))["id"]!.GetValue<string>();
        Demand(await ReadAsync("/v1/payouts/" + payout), Payout);
        Demand((await ReadAsync("/v1/payouts/" + payout))["trace_id"]!, "status value");
        Demand(await Sandbox.ControlAsync(HttpMethod.Post, $"payouts/{payout}/pay"), Payout);
        Demand(await Sandbox.ControlAsync(HttpMethod.Post, $"payouts/{payout}/fail"), Payout);
    }

    private async Task<JsonNode> ReadAsync(string path) => (await GetAsync(path)).Body;

    private static void Demand(JsonNode node, string fields)
    {
        var present = node.AsObject().Select(f => f.Key).ToList();
        var absent = fields.Split(' ').Except(present).ToList();
        Assert.True(absent.Count == 0, $"absent: {string.Join(' ', absent)}");
    }
}
