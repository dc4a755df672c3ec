using CsCheck;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>The laws of the one step, over random lives of up to three sessions.</summary>
public sealed class PaymentReducerTests
{
    private static readonly Guid[] Ids = [Guid.Parse("0199a000-0000-7000-8000-000000000001"), Guid.Parse("0199a000-0000-7000-8000-000000000002"), Guid.Parse("0199a000-0000-7000-8000-000000000003")];

    private static readonly Gen<(int Sessions, int[] Steps)> Histories = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4_000].Array[1, 40]);

    /// <summary>Hints may come in any number, twice or never: a look brings everything Stripe says, so the end is the same.</summary>
    [Fact]
    public void Reduce_HintsLostAndRepeated_SameEnd() => Gen.Select(Histories, Gen.Int[0, 3].Array[40]).Sample(
        (history, hints) =>
        {
            var every = Run(history, step => 1);
            var some = Run(history, step => hints[step % hints.Length]);
            var only = Run(history, step => 0);
            Assert.Equal(Text(every.Facts), Text(some.Facts));
            Assert.Equal(Text(every.Facts), Text(only.Facts));
            Assert.Equal(every.Told, some.Told);
            Assert.Equal(every.Told, only.Told);
        },
        iter: 10_000);

    /// <summary>Even answers that are older than what is known, of any of the sessions, break no law.</summary>
    [Fact]
    public void Reduce_OldAnswersInAnyOrder_ForgetNoMoneyAndTellOnce() => Gen.Select(Histories, Gen.Int[0, 1_000_000].Array[1, 60]).Sample(
        (history, picks) =>
        {
            var world = new RemoteWorld(Ids[..history.Sessions]);
            var said = new List<RemoteSession>(world.Says);
            foreach (var step in history.Steps)
            {
                world.Step(step);
                said.AddRange(world.Says);
            }

            var facts = Unpaid(history.Sessions);
            var succeeded = 0;
            foreach (var pick in picks.Select(p => said[p % said.Count]).Concat(world.Says))
            {
                var before = facts;
                var reduction = PaymentReducer.Reduce(facts, [pick], liveKey: false);
                facts = reduction.After;
                succeeded += reduction.Effects.OfType<Effect.Succeeded>().Count();
                CheckLaws(before, facts, reduction, succeeded);
            }

            Assert.Equal((world.Captured, world.Refunded), (facts.CapturedPence, facts.RefundedPence));
        },
        iter: 10_000);

    /// <summary>However the answers came, each refund and dispute ends as Stripe has it; those made without the shop are adopted once.</summary>
    [Fact]
    public void Reduce_OldAnswersInAnyOrder_RefundsAndDisputesEndAsStripeHasThem() => Gen.Select(Histories, Gen.Int[0, 1_000_000].Array[1, 60]).Sample(
        (history, picks) =>
        {
            var world = new RemoteWorld(Ids[..history.Sessions]);
            var said = new List<RemoteSession>(world.Says);
            foreach (var step in history.Steps)
            {
                world.Step(step);
                said.AddRange(world.Says);
            }

            var facts = Unpaid(history.Sessions);
            foreach (var pick in picks.Select(p => said[p % said.Count]).Concat(world.Says)) facts = PaymentReducer.Reduce(facts, [pick], liveKey: false).After;

            var atStripe = world.Charges.SelectMany(c => c.Refunds).ToDictionary(r => r.StripeRefundId);
            Assert.Equal(atStripe.Keys.Order(StringComparer.Ordinal), facts.Refunds.Select(r => r.StripeRefundId).OfType<string>().Order(StringComparer.Ordinal));
            foreach (var refund in facts.Refunds.Where(r => r.StripeRefundId is not null))
            {
                var remote = atStripe[refund.StripeRefundId!];
                Assert.Equal((remote.AmountPence, remote.Status, remote.FailureReason, remote.RefundId is not null), (refund.AmountPence, Word(refund.State), refund.FailureReason, refund.Origin == RefundOrigin.Officer));
                if (remote.RefundId is { } ours) Assert.Equal(ours, refund.Id);
            }

            Assert.All(facts.Refunds.Where(r => r.StripeRefundId is null), r => Assert.Equal(RefundState.Requested, r.State));
            var disputes = world.Charges.SelectMany(c => c.Disputes).ToDictionary(d => d.DisputeId, d => d.Status);
            Assert.Equal(disputes.Keys.Order(StringComparer.Ordinal), facts.Disputes.Select(d => d.Id).Order(StringComparer.Ordinal));
            Assert.All(facts.Disputes, d => Assert.Equal(disputes[d.Id], Word(d.State)));
        },
        iter: 10_000);

    private static string Word(RefundState state) => state == RefundState.Cancelled ? "canceled" : state.ToString().ToLowerInvariant();

    private static string Word(DisputeState state) => state switch
    {
        DisputeState.InquiryOpen => "warning_needs_response",
        DisputeState.InquiryClosed => "warning_closed",
        DisputeState.NeedsResponse => "needs_response",
        DisputeState.UnderReview => "under_review",
        _ => state.ToString().ToLowerInvariant(),
    };

    [Fact]
    public void Reduce_FirstMoneyFits_IsAcceptedAndOtherMoneyIsNot()
    {
        var world = new RemoteWorld(Ids[..2]);
        var (open, paidLater) = (world.Says, Pay(world.Says[1], 2, at: 20));
        var facts = PaymentReducer.Reduce(Unpaid(2), [open[0], paidLater], false).After;
        Assert.Equal((PaymentState.Paid, 2), (facts.State, facts.AcceptedNumber));
        var reduction = PaymentReducer.Reduce(facts, [Pay(open[0], 1, at: 10), paidLater], false);
        Assert.Equal((PaymentState.Paid, 2, FitCheck.PaidTwice), (reduction.After.State, reduction.After.AcceptedNumber, reduction.After.AttentionReason));
        Assert.IsType<Effect.NeedsAttention>(Assert.Single(reduction.Effects));

        var both = PaymentReducer.Reduce(Unpaid(2), [Pay(open[0], 1, at: 10), paidLater], false).After;
        Assert.Equal((1, FitCheck.PaidTwice), (both.AcceptedNumber, both.Attempts[1].Misfit));
    }

    [Theory]
    [InlineData("livemode", "A live payment reached a shop that uses a test key.")]
    [InlineData("currency", "Paid in another currency: 9700 in the smallest unit of eur.")]
    [InlineData("session currency", "Paid in another currency: 9700 in the smallest unit of eur.")]
    [InlineData("charge amount", "Wrong amount: £97.01 was taken, £97.00 was due.")]
    [InlineData("session amount", "Wrong amount: Stripe's page asked for £97.01, £97.00 was due.")]
    [InlineData("client reference", "The payment at Stripe carries the reference of another order.")]
    [InlineData("no reference", "The payment at Stripe carries the reference of another order.")]
    [InlineData("attempt", "The payment at Stripe carries the number of another attempt.")]
    public void Reduce_MoneyThatDoesNotFit_NeedsAttention(string what, string reason)
    {
        var paid = Pay(new RemoteWorld(Ids[..1]).Says[0], 1, at: 1);
        var charge = paid.Payment!.Charge!;
        var odd = what switch
        {
            "livemode" => paid with { Livemode = true },
            "currency" => paid with { Payment = paid.Payment with { Charge = charge with { Currency = "eur" } } },
            "session currency" => paid with { Currency = "eur" },
            "charge amount" => paid with { Payment = paid.Payment with { Charge = charge with { CapturedPence = 9_701 } } },
            "session amount" => paid with { AmountPence = 9_701 },
            "client reference" => paid with { ClientReferenceId = "OTHER" },
            "no reference" => paid with { Reference = null },
            _ => paid with { AttemptId = Guid.NewGuid() },
        };
        var reduction = PaymentReducer.Reduce(Unpaid(1) with { Attempts = [.. Unpaid(1).Attempts.Select(a => a with { SessionId = "cs_1" })] }, [odd], false);
        Assert.Equal((PaymentState.Awaiting, null, reason), (reduction.After.State, reduction.After.AcceptedNumber, reduction.After.AttentionReason));
        Assert.IsType<Effect.NeedsAttention>(Assert.Single(reduction.Effects));
        Assert.Equal(what == "currency" ? 0 : odd.Payment!.Charge!.CapturedPence, reduction.After.CapturedPence);
    }

    [Fact]
    public void Reduce_LiveKeyAndTestMoney_NeedsAttention() => Assert.NotNull(
        PaymentReducer.Reduce(Unpaid(1), [Pay(new RemoteWorld(Ids[..1]).Says[0], 1, at: 1)], liveKey: true).After.AttentionReason);

    [Fact]
    public void Reduce_SessionOfAnotherPayment_ChangesNothing()
    {
        var other = Pay(new RemoteWorld(Ids[..1]).Says[0], 1, at: 1) with { Reference = "OTHER", AttemptId = Guid.NewGuid() };
        var reduction = PaymentReducer.Reduce(Unpaid(1), [other], false);
        Assert.Equal(Text(Unpaid(1)), Text(reduction.After));
        Assert.Empty(reduction.Effects);
    }

    private static void CheckLaws(PaymentFacts before, PaymentFacts after, Reduction reduction, int succeeded)
    {
        Assert.True(after.CapturedPence >= before.CapturedPence, "captured money was forgotten");
        Assert.True(after.CapturedPence == 0 || after.State == PaymentState.Paid || after.AttentionReason is not null, "money nobody looks at");
        Assert.InRange(after.RefundedPence, 0, after.CapturedPence);
        foreach (var attempt in after.Attempts)
            Assert.Equal(after.Refunds.Where(r => r.ChargeId == attempt.ChargeId && r.WentBack).Sum(r => r.AmountPence), attempt.RefundedPence);
        Assert.Equal(after.Refunds.Count, after.Refunds.DistinctBy(r => r.StripeRefundId ?? r.Id.ToString()).Count());
        foreach (var was in before.Refunds)
        {
            var now = Assert.Single(after.Refunds, r => r.Id == was.Id);
            Assert.True(now.State == was.State || Transitions.Allows(was.State, now.State, was.StripeRefundId is not null), $"refund {was.State} to {now.State}");
        }
        Assert.True(before.AcceptedNumber is null || before.AcceptedNumber == after.AcceptedNumber, "another attempt was accepted");
        Assert.Equal(after.AcceptedNumber is null ? 0 : 1, succeeded);
        foreach (var was in before.Attempts)
        {
            var now = Assert.Single(after.Attempts, a => a.Number == was.Number);
            Assert.True(now.State == was.State || Transitions.Allows(was.State, now.State), $"attempt {was.State} to {now.State}");
        }

        Assert.All(after.Attempts.Where(a => a.CapturedPence > 0), a => Assert.Equal(AttemptState.Succeeded, a.State));
        Assert.All(after.Attempts.Where(a => a.CapturedPence > 0), a => Assert.True(a.Number == after.AcceptedNumber || a.Misfit is not null));
        Assert.True(after.State == before.State || Transitions.Allows(before.State, after.State), $"{before.State} to {after.State}");
        Assert.Equal(after.Attempts.Count(a => a.Misfit is not null) - before.Attempts.Count(a => a.Misfit is not null), reduction.Effects.OfType<Effect.NeedsAttention>().Count());
    }

    /// <summary>A life, with so many looks after each step and one at the end; one step in twenty closes the payment.</summary>
    private static (PaymentFacts Facts, string Told) Run((int Sessions, int[] Steps) history, Func<int, int> looksAfter)
    {
        var world = new RemoteWorld(Ids[..history.Sessions]);
        var facts = Unpaid(history.Sessions);
        var told = new List<Effect>();
        for (var step = 0; step < history.Steps.Length; step++)
        {
            if (history.Steps[step] % 20 == 19) facts = Close(Look(facts, world, told), world, told);
            else world.Step(history.Steps[step]);
            for (var look = 0; look < looksAfter(step); look++) facts = Look(facts, world, told);
        }

        facts = Look(facts, world, told);
        var once = told.Where(t => t is not (Effect.Refunded or Effect.RefundMoved or Effect.DisputeMoved)).Select(t => t switch
        {
            Effect.Succeeded s => $"paid by {s.Attempt.Number}",
            Effect.NeedsAttention n => $"{n.AttemptNumber} {n.Detail}",
            _ => $"{t.Kind} {t.AttemptNumber}",
        });
        return (facts, string.Join("; ", once.Order(StringComparer.Ordinal)));
    }

    private static PaymentFacts Look(PaymentFacts facts, RemoteWorld world, List<Effect> told)
    {
        var reduction = PaymentReducer.Reduce(facts, world.Says, liveKey: false);
        told.AddRange(reduction.Effects);
        var again = PaymentReducer.Reduce(reduction.After, world.Says, liveKey: false);
        Assert.Empty(again.Effects);
        Assert.Equal(Text(reduction.After), Text(again.After));
        return reduction.After;
    }

    /// <summary>As ClosePayment does: expire what is open, look again, close when it still awaits payment.</summary>
    private static PaymentFacts Close(PaymentFacts facts, RemoteWorld world, List<Effect> told)
    {
        world.ExpireOpen();
        facts = Look(facts, world, told);
        return facts.State == PaymentState.Awaiting ? facts with { State = PaymentState.Closed } : facts;
    }

    private static RemoteSession Pay(RemoteSession session, int number, int at) => session with
    {
        Status = RemoteStatus.Complete,
        PaymentStatus = "paid",
        Url = null,
        Payment = new RemotePayment($"pi_{number}", "succeeded", null, null, new RemoteCharge($"ch_{number}", "gbp", RemoteWorld.Amount, new DateTime(2026, 10, 5, 12, 0, at, DateTimeKind.Utc), "visa", "4242", null)),
    };

    private static PaymentFacts Unpaid(int attempts) => new(
        RemoteWorld.Reference, RemoteWorld.Amount, PaymentState.Awaiting, null,
        [.. Enumerable.Range(1, attempts).Select(n => new AttemptFacts { Id = Ids[n - 1], Number = n, State = AttemptState.Preparing })])
    {
        // One refund of each charge is asked for here: Stripe may make it, or never.
        Refunds = [.. Enumerable.Range(1, attempts).Select(n => new RefundFacts(RemoteWorld.OurRefunds[n - 1], $"ch_{n}", null, 1, RefundOrigin.Officer, RefundState.Requested, null, null, null))],
    };

    private static string Text(PaymentFacts facts) => string.Join('\n',
    [
        $"{facts.State} {facts.AcceptedNumber}", .. facts.Attempts.Select(a => $"{a}"),
        .. facts.Refunds.Select(r => $"{r}").Order(StringComparer.Ordinal), .. facts.Disputes.Select(d => $"{d}").Order(StringComparer.Ordinal),
    ]);
}
