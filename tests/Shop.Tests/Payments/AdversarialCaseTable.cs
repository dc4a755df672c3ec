using System.Text.RegularExpressions;
using Shop.Tests.TestData;

namespace Shop.Tests.Payments;

/// <summary>
/// The numbered list of what a shop that takes card payments must survive, and the test of each. A test that is renamed or
/// taken away is missed here.
/// </summary>
public sealed partial class AdversarialCaseTable
{
    private static readonly Dictionary<int, (string What, string[] Tests)> Cases = new()
    {
        [1] = ("a webhook before the answer to creating the session is stored", ["LostWordTests.Pay_WebhookBeforeTheSessionIsStored_FindsItsAttempt", "CrashPointTests.C3_SessionMadeIdNotStored_IsFoundAgain"]),
        [2] = ("a webhook before the redirect", ["PaymentCaseTests.Pay_WebhookBeforeTheRedirect_ReturnPageShowsItPaid"]),
        [3] = ("the redirect, and never a webhook", ["LostWordTests.Pay_WebhookLost_ReturnPageFindsTheMoney", "PaymentCaseTests.Pay_EveryWebhookLost_ReturnPageMakesItPaid"]),
        [4] = ("the same event many times at once", ["WebhookTests.Receive_OneEventFiveHundredTimes_OneRowOneEffect"]),
        [5] = ("the same event on two endpoints", ["AdversarialTests.Event_OnTwoEndpoints_HasOneEffect"]),
        [6] = ("the four paid events in every order", ["AdversarialTests.PaidEvents_InEveryOrder_PayOnce"]),
        [7] = ("completed, then a stale expired", ["AdversarialTests.StaleEvent_AfterThePayment_ChangesNothing"]),
        [8] = ("expired, then completed", ["AdversarialTests.ExpiredEvent_BeforeTheCompletedOne_DoesNotStopThePayment"]),
        [9] = ("failed after succeeded", ["AdversarialTests.StaleEvent_AfterThePayment_ChangesNothing"]),
        [10] = ("a refund fails before it was made, as told", ["RefundNewsTests.Events_AllInReverseAndRepeated_EndTheSame"]),
        [11] = ("money went back before it came, as told", ["RefundNewsTests.Events_AllInReverseAndRepeated_EndTheSame"]),
        [12] = ("a dispute before the payment, as told", ["DisputeTests.Dispute_ToldBeforeThePayment_IsPaidThenDisputed"]),
        [13] = ("a crash after the event is kept, before its effect", ["CrashPointTests.C4_PaidEventNotWorked_IsPaidAfterTheRestart"]),
        [14] = ("a crash after the effect, before the event is marked or answered", ["CrashPointTests.C5_EffectCommittedEventNotMarked_IsWorkedAgainWithoutEffect", "CrashPointTests.C5_EventCommittedAnswerLost_RepeatChangesNothing"]),
        [15] = ("the database refuses: 503, and the next try is taken", ["WebhookTests.Receive_CannotBeStored_Is503"]),
        [16] = ("too big, chunked, other content type, byte order mark, other alphabets", ["WebhookTests.Receive_TooBig_Is413AndKeepsNothing", "AdversarialTests.Body_WithByteOrderMarkOrOtherType_IsKept", "WebhookTests.Receive_GoodSignature_IsKeptAsItCame"]),
        [17] = ("every bad signature", ["WebhookTests.Receive_BadSignature_Is400AndKeepsNothing"]),
        [18] = ("a live event in a test shop", ["WebhookWorkTests.Work_OurPaymentButWrongMode_IsIgnored"]),
        [19] = ("another account, an unknown session", ["WebhookWorkTests.Work_OurPaymentButWrongMode_IsIgnored", "WebhookWorkTests.Work_NotOurs_IsIgnoredWithTheReason"]),
        [20] = ("another API version, or none", ["WebhookWorkTests.Work_OtherApiVersion_StillFindsTheMoney"]),
        [21] = ("an unknown type of event", ["WebhookWorkTests.Work_NotOurs_IsIgnoredWithTheReason"]),
        [22] = ("a thin event", ["AdversarialTests.ThinEvent_Signed_IsIgnored"]),
        [23] = ("a double click on Pay", ["AcceptAndPayTests.AcceptAndPay_ManyTimesAtOnce_IsOneOrder"]),
        [24] = ("two tabs pay one order", ["PayAgainTests.Pay_ManyTabsAtOnce_OneSession", "PaymentCaseTests.Pay_TwoTabsOneOrder_ChargesOnce"]),
        [25] = ("two attempts, both paid", ["MisfitMoneyTests.Pay_TwoAttemptsBothPaid_FirstIsAcceptedAndSecondNeedsAttention"]),
        [26] = ("the basket changes while a session is open", ["ChangedBasketTests.AcceptAndPay_ChangedAfterOrdering_ReplacesTheUnpaidOrder", "ChangedBasketTests.AcceptAndPay_EarlierOrderWasPaidMeanwhile_OrdersNothingMore"]),
        [27] = ("a price is imported meanwhile", ["AcceptAndPayTests.AcceptAndPay_PriceImportedSinceShown_OrdersNothing"]),
        [28] = ("the order is cancelled, then paid", ["AdversarialTests.Order_WithdrawnThenPaid_KeepsTheMoneyForThePersonWhoLooks", "MisfitMoneyTests.Pay_AfterItWasClosed_MoneyIsKeptAndNeedsAttention"]),
        [29] = ("the order lapsed, then paid", ["OrderPaymentTests.PaymentSucceeded_AfterLapse_IsKeptOnTheLapsedOrder", "OrderPaymentTests.PaymentSucceeded_WhileLapsing_EndsPaidOrKept"]),
        [30] = ("a pay link opened by two people", ["PayPageTests.Pay_TwoPeopleOneLink_OneSessionAndOneCharge"]),
        [31] = ("a pay link after the payment", ["PayPageTests.Pay_FormOpenSinceBeforeItWasPaid_SaysPaidAndChargesNobody", "PayLinkTests.GetPayLink_PaidOrWithdrawnOrOtherMoney_CannotBePaid"]),
        [32] = ("another's session id on the return page", ["OrderPageTests.Order_SessionInTheAddress_ProvesNothing"]),
        [33] = ("return with an open session", ["OrderPageTests.Order_SessionInTheAddress_ProvesNothing"]),
        [34] = ("cancelled, then back and paid", ["PaymentCaseTests.Pay_Cancelled_SaysNothingWasChargedAndCanBePaidAfterAll", "PayingTests.Pay_Cancelled_IsNotChargedAndTheSameSessionWaits"]),
        [35] = ("paid in the second of the expiry", ["AdversarialTests.Session_PaidInItsLastSecond_IsPaidWhateverComesAfter", "AdversarialTests.Session_OverByASecond_CannotBePaid"]),
        [36] = ("another amount, currency or reference", ["PaymentReducerTests.Reduce_MoneyThatDoesNotFit_NeedsAttention", "MisfitMoneyTests.Pay_WrongAmountAtStripe_IsNotPaidAndNobodyPaysAgain"]),
        [37] = ("quantity nought, negative prices, VAT to the penny, 29p and nothing", ["PaymentPartsTests.OpenPayment_BrokenTerms_AreRefused", "MoneyTests.VatIn_AnyGross_IsNearestPenny", "CreateOrderTests.CreateOrder_BetweenFreeAndThirtyPence_IsRefusedAndNothingIsMade", "CreateOrderTests.CreateOrder_Free_IsPaidAtOnceWithoutAnyPayment"]),
        [38] = ("more than a hundred lines", ["PaymentPartsTests.SessionTerms_MoreLinesThanStripeTakes_BecomeOne"]),
        [39] = ("every way Stripe can answer wrongly, at every call", ["ProviderTroubleTests.Start_TroubleForGood_ThenOneSession", "ProviderTroubleTests.Start_FailureStoredUnderTheKey_AnotherAttemptSucceeds", "EveryCallTests.EveryCall_Trouble_NothingIsLostOrDoubled"]),
        [40] = ("a key used with other parameters", ["AdversarialTests.Key_UsedWithOtherParameters_AnotherAttemptSucceeds", "PaymentPartsTests.KeyOf_SameTerms_SameKeyAndOtherTermsAnother"]),
        [41] = ("a key whose answer was a refusal", ["AdversarialTests.Key_ReplayOfARefusal_NextTryHasAKeyOfItsOwn"]),
        [42] = ("Stripe away at Pay", ["CheckoutPageTests.Accept_StripeDoesNotAnswer_SaysNothingWasChargedAndKeepsTheOrder", "EveryCallTests.Stripe_AwayForFiveMinutes_NoOrderLostAndNobodyChargedTwice"]),
        [43] = ("a live key for another server", ["PaymentPartsTests.StripeConnection_LiveKeyToAnotherServer_Throws"]),
        [44] = ("two officers give the same money back", ["RefundTests.Request_TwoOfficersAtOnce_OneRefund", "FinanceRefundTests.Ask_TwoOfficersAtOnce_OneGivesBack"]),
        [45] = ("parts to exactly all of it, and a penny more", ["RefundTests.Request_PartsToExactlyFull_ThenNotOnePennyMore", "FinanceRefundTests.Ask_PartsToExactlyFull_AddUpAndOnePennyMoreIsRefused"]),
        [46] = ("a refund while a dispute opens", ["DisputeTests.Dispute_OpensBeforeARefundIsSent_TheRefundFailsAndSaysWhy"]),
        [47] = ("a refund made at Stripe", ["RefundNewsTests.Dashboard_RefundUnknownToTheShop_IsAdoptedOnce", "FinanceRefundTests.Dashboard_APart_WaitsUntilAnOfficerSaysWhatItIsOf"]),
        [48] = ("a refund that waits for the balance", ["RefundNewsTests.Refund_BalanceTooLow_WaitsAndGoesLater"]),
        [49] = ("a refund that succeeds, then fails", ["RefundNewsTests.Refund_SucceedsThenFails_TheMoneyIsBackAndCanGoAgain", "PaidOtherwiseTests.Refund_Fails_ComesBackAsATaskAndCanBePaidOtherwiseOnce"]),
        [50] = ("a refund of a payment not settled yet, across a payout", ["SandboxPayoutTests.Refund_BeforeItsChargeIsSettled_IsExplainedInBothPayouts"]),
        [51] = ("a dispute lost after a part went back", ["DisputeTests.Dispute_AtStripe_IsFollowedToItsEnd", "WorkedExampleTests.Dispute_LostAfterAPartRefund_IsWrittenOffToTheService"]),
        [52] = ("a dispute won: two movements, and the fee is kept", ["DisputeTests.Dispute_AtStripe_IsFollowedToItsEnd", "SandboxPayoutTests.Dispute_WonOrLost_IsInTheLedgerToThePenny"]),
        [53] = ("an inquiry closed without money", ["DisputeTests.Inquiry_ClosedWithoutMoney_NeverBlocks"]),
        [62] = ("a month in which no event was read", ["EventCursorTests.Read_After31Days_AlarmsUntilSomebodyHasLooked"]),
        [63] = ("a secret is rolled", ["WebhookTests.Receive_GoodSignature_IsKeptAsItCame", "AdversarialTests.Event_OnTwoEndpoints_HasOneEffect"]),
        [64] = ("a flood of events", ["AdversarialTests.Flood_OfDifferentEvents_AllAreKeptAndTheBacklogDrains"]),
        [65] = ("a card number, anywhere", ["AdversarialTests.CardNumber_AfterAPaymentAndADecline_IsNowhere"]),
    };

    [Fact]
    public void Table_EachCase_HasTestsThatExist()
    {
        var tests = Tests().ToHashSet();
        Assert.Empty(Cases.SelectMany(c => c.Value.Tests.Where(t => !tests.Contains(t)).Select(t => $"{c.Key}: {t}")));
        Assert.All(Cases.Values, c => Assert.NotEmpty(c.Tests));
    }

    [Fact]
    public void Table_Numbers_AreAllButThoseOfAuthorisationsPayoutsAndClocks() =>
        Assert.Equal([.. Enumerable.Range(1, 53), .. Enumerable.Range(62, 4)], Cases.Keys.Order());

    /// <summary>"Class.Method" of every test in the sources: those of the pages are built elsewhere.</summary>
    private static IEnumerable<string> Tests()
    {
        var folder = Path.Combine(Path.GetDirectoryName(TestShop.SeedData)!, "tests");
        foreach (var project in new[] { "Shop.Tests", "Shop.Web.Tests" })
            foreach (var file in Directory.GetFiles(Path.Combine(folder, project), "*Tests.cs", SearchOption.AllDirectories))
                foreach (Match method in TestMethod().Matches(File.ReadAllText(file)))
                    yield return $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}";
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)\].*?public (?:async Task|void) (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();
}
