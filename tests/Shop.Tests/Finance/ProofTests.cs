using CsCheck;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Finance;
using Shop.Finance.Proof;
using Shop.Finance.Takings;
using Shop.Kernel.Auditing;
using Shop.Kernel.Persistence;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

public abstract class ProofTests(DatabaseProvider provider)
{
    private static readonly DateOnly Monday = new(2026, 10, 5);
    private static readonly Actor Ann = new(Guid.CreateVersion7(), "Ann Accountant");

    [Fact]
    public async Task Proof_BothSidesAgree_NamesNothing()
    {
        await using var world = await World.StartAsync(provider);
        var proof = await world.ProveAsync();
        Assert.Equal((29682L, 29682L, 0L, 0L), (proof.StripePence, proof.OrdersPence, proof.ExplainedPence, proof.UnexplainedPence));
        Assert.Empty(proof.Differences);
        Assert.Equal([Monday.AddDays(1), Monday], proof.Days.Select(d => d.Day));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(-1, 0, -1)]
    [InlineData(0, 1, -1)]
    [InlineData(0, -1, 1)]
    public async Task Proof_APennyCapturedOrRefundedAtStripe_IsNamed(long captured, long refunded, long difference)
    {
        await using var world = await World.StartAsync(provider);
        world.Charges[0] = world.Charges[0] with { CapturedPence = world.Charges[0].CapturedPence + captured, RefundedPence = 100 + refunded };
        world.Totals[0] = world.Totals[0] with { RefundedPence = 100 };
        await world.Shop.AnnounceAsync(new PaymentRefunded(Guid.CreateVersion7(), world.Totals[0].Reference, 100));
        var proof = await world.ProveAsync();
        var found = Assert.Single(proof.Differences);
        Assert.Equal((DifferenceKind.AmountsDiffer, world.Charges[0].ChargeId, world.Totals[0].Reference, difference), (found.Kind, found.ChargeId, found.Reference, found.AmountPence));
        Assert.Equal((1L, 1, difference), (proof.UnexplainedPence, proof.Unexplained, proof.StripePence - proof.OrdersPence));
        Assert.Equal(difference, proof.Days.Single(d => d.Day == Monday).DifferencePence);
    }

    [Fact]
    public async Task Proof_APennyMoreOnAnOrder_IsNamedAgainstStripeAndAgainstTheRecord()
    {
        await using var world = await World.StartAsync(provider);
        world.Totals[0] = world.Totals[0] with { PaidPence = world.Totals[0].PaidPence + 1 };
        var proof = await world.ProveAsync();
        Assert.Equal([(DifferenceKind.AmountsDiffer, -1L), (DifferenceKind.RecordDiffers, -1L)], proof.Differences.Select(d => (d.Kind, d.AmountPence)));
    }

    [Fact]
    public async Task Proof_APennyChangedInFinancesRecordBySql_IsNamed()
    {
        await using var world = await World.StartAsync(provider);
        await world.Shop.ReadAsync(db => db.Set<FinancePayment>().Where(p => p.Reference == world.Totals[1].Reference).ExecuteUpdateAsync(s => s.SetProperty(p => p.GrossPence, p => p.GrossPence - 1)));
        var proof = await world.ProveAsync();
        Assert.Equal(
            [(DifferenceKind.RecordDiffers, -1L, world.Totals[1].Reference), (DifferenceKind.LinesDiffer, 1L, world.Totals[1].Reference)],
            proof.Differences.Select(d => (d.Kind, d.AmountPence, d.Reference!)));
    }

    [Fact]
    public async Task Proof_MoneyOnOneSideOnly_IsNamed()
    {
        await using var world = await World.StartAsync(provider);
        world.Charges.Add(new StripeCharge("ch_stranger", "pi_stranger", null, PaidOrders.Noon, 1234, 0));
        var lost = world.Charges[1];
        world.Charges.Remove(lost);
        var proof = await world.ProveAsync();
        Assert.Equal(
            [(DifferenceKind.OnlyAtStripe, "ch_stranger", 1234L), (DifferenceKind.OnlyOnOrder, lost.ChargeId, -lost.CapturedPence)],
            proof.Differences.Select(d => (d.Kind, d.ChargeId!, d.AmountPence)));
        Assert.Equal(1234 + lost.CapturedPence, proof.UnexplainedPence);
    }

    [Fact]
    public async Task Proof_TwoFaultsThatCancel_AreBothUnexplained()
    {
        await using var world = await World.StartAsync(provider);
        world.Charges[0] = world.Charges[0] with { CapturedPence = world.Charges[0].CapturedPence + 1 };
        world.Charges[1] = world.Charges[1] with { CapturedPence = world.Charges[1].CapturedPence - 1 };
        var proof = await world.ProveAsync();
        Assert.Equal((0L, 2L, 2), (proof.StripePence - proof.OrdersPence, proof.UnexplainedPence, proof.Unexplained));
    }

    [Fact]
    public async Task Proof_DoublePaymentRefunded_ExplainsItself()
    {
        await using var world = await World.StartAsync(provider);
        var first = world.Totals[0];
        world.Charges.Add(new StripeCharge("ch_double", "pi_double", first.Reference, PaidOrders.Noon.AddDays(1), first.PaidPence, first.PaidPence));
        world.Totals.Add(new OrderTotal(first.Reference, "ch_double", PaidOrders.Noon.AddDays(1), 0, 0, first.PaidPence, "paid twice"));
        world.Totals[0] = first with { RefundedPence = first.PaidPence };
        await world.Shop.AnnounceAsync(new PaymentRefunded(Guid.CreateVersion7(), first.Reference, first.PaidPence));
        var proof = await world.ProveAsync();
        Assert.All(proof.Differences, d => Assert.Equal(DifferenceKind.RefundOnAnotherCharge, d.Kind));
        Assert.Equal((0L, 2 * first.PaidPence), (proof.UnexplainedPence, proof.ExplainedPence));
    }

    [Fact]
    public async Task Explain_ADifference_HoldsForThatAmountOnly()
    {
        await using var world = await World.StartAsync(provider);
        world.Charges.Add(new StripeCharge("ch_stranger", "pi_stranger", null, PaidOrders.Noon, 1234, 0));
        Assert.Equal(MarkResult.ReasonMissing, await world.Shop.SendAsync(new ExplainDifference(Ann, "ch_stranger", 1234, "")));
        Assert.Equal(MarkResult.Done, await world.Shop.SendAsync(new ExplainDifference(Ann, "ch_stranger", 1234, "Taken by the theatre by mistake")));
        var proof = await world.ProveAsync();
        Assert.Equal((1234L, 0L, "Taken by the theatre by mistake"), (proof.ExplainedPence, proof.UnexplainedPence, proof.Differences[0].Explanation!.Reason));

        world.Charges[^1] = world.Charges[^1] with { CapturedPence = 1235 };
        Assert.Equal(1235, (await world.ProveAsync()).UnexplainedPence);
    }

    [Fact]
    public async Task Proof_StripeDown_SaysSo()
    {
        await using var world = await World.StartAsync(provider);
        world.IsDown = true;
        Assert.IsType<ProofResult.StripeUnavailable>(await world.Shop.SendAsync(new ProveTakings(Monday, Monday)));
    }

    [Fact]
    public async Task Proof_ImpossibleRange_IsRefused()
    {
        await using var world = await World.StartAsync(provider);
        Assert.IsType<ProofResult.RangeRefused>(await world.Shop.SendAsync(new ProveTakings(Monday, Monday.AddDays(-1))));
        Assert.IsType<ProofResult.RangeRefused>(await world.Shop.SendAsync(new ProveTakings(Monday, Monday.AddDays(92))));
    }

    /// <summary>A shop with two paid orders, and what Stripe and the orders will say when asked.</summary>
    private sealed class World : IAsyncDisposable
    {
        public List<StripeCharge> Charges { get; } = [];
        public List<OrderTotal> Totals { get; } = [];
        public bool IsDown { get; set; }
        public TestShop Shop { get; private set; } = null!;

        public static async Task<World> StartAsync(DatabaseProvider provider)
        {
            var world = new World();
            world.Shop = await MoneyShop.StartAsync(provider, replace: services =>
            {
                services.AddSingleton(world);
                services.AddScoped<IRequestHandler<ListStripeCharges, IReadOnlyList<StripeCharge>>, Stripe>();
                services.AddScoped<IRequestHandler<ListOrderTotals, IReadOnlyList<OrderTotal>>, Orders>();
            });
            foreach (var order in new[] { PaidOrders.Of(PaidOrders.SkipPermit, PaidOrders.LandSearch), PaidOrders.At(PaidOrders.Noon.AddDays(1), PaidOrders.SkipPermit) })
            {
                await world.Shop.AnnounceAsync(order);
                world.Charges.Add(new StripeCharge(order.ChargeId!, "pi_" + order.ChargeId, order.Reference.ToString(), order.PaidAt, order.TotalPence, 0));
                world.Totals.Add(new OrderTotal(order.Reference.Value, order.ChargeId, order.PaidAt, order.TotalPence, 0, 0, null));
            }

            return world;
        }

        public async Task<ProofOfTakings> ProveAsync() =>
            Assert.IsType<ProofResult.Compared>(await Shop.SendAsync(new ProveTakings(Monday, Monday.AddDays(6)))).Proof;

        public ValueTask DisposeAsync() => Shop.DisposeAsync();

        private sealed class Stripe(World world) : IRequestHandler<ListStripeCharges, IReadOnlyList<StripeCharge>>
        {
            public Task<IReadOnlyList<StripeCharge>> Handle(ListStripeCharges request, CancellationToken cancellationToken) => world.IsDown
                ? throw new HttpRequestException("no answer")
                : Task.FromResult<IReadOnlyList<StripeCharge>>([.. world.Charges.Where(c => c.CreatedAt >= request.From && c.CreatedAt < request.Until)]);
        }

        private sealed class Orders(World world) : IRequestHandler<ListOrderTotals, IReadOnlyList<OrderTotal>>
        {
            public Task<IReadOnlyList<OrderTotal>> Handle(ListOrderTotals request, CancellationToken cancellationToken) =>
                Task.FromResult<IReadOnlyList<OrderTotal>>([.. world.Totals.Where(o => o.PaidAt >= request.From && o.PaidAt < request.Until)]);
        }
    }
}

public sealed class SqliteProofTests() : ProofTests(DatabaseProvider.Sqlite);

public sealed class PostgresProofTests() : ProofTests(DatabaseProvider.Postgres);

public sealed class ComparisonTests
{
    /// <summary>Whatever is changed on one side, the differences found add up to the difference of the sides.</summary>
    [Fact]
    public void Comparison_AnyTwoSides_DifferencesAddUp() =>
        Gen.Select(Gen.Int[0, 9], Gen.Long[0, 300], Gen.Long[0, 300]).Array[0, 12].Select(x => x.DistinctBy(i => i.Item1).ToArray())
            .SelectMany(a => Gen.Select(Gen.Int[0, 9], Gen.Long[0, 300], Gen.Long[0, 300]).Array[0, 12].Select(b => (a, b: b.DistinctBy(i => i.Item1).ToArray())))
            .Sample(sides =>
            {
                var charges = sides.a.Select(x => new StripeCharge($"ch_{x.Item1}", "pi", $"order{x.Item1 / 2}", PaidOrders.Noon, x.Item2, x.Item3)).ToList();
                var orders = sides.b.Select(x => new OrderTotal($"order{x.Item1 / 2}", $"ch_{x.Item1}", PaidOrders.Noon, x.Item2, x.Item3, 0, null)).ToList();
                var found = Comparison.Of(charges, orders, []).Where(d => d.Kind is not (DifferenceKind.RecordDiffers or DifferenceKind.LinesDiffer));
                return found.Sum(d => d.AmountPence) == charges.Sum(c => c.CapturedPence - c.RefundedPence) - orders.Sum(o => o.PaidPence - o.RefundedPence);
            });
}
