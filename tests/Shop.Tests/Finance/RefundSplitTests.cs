using CsCheck;
using Shop.Finance.Refunds;
using Shop.Kernel;

namespace Shop.Tests.Finance;

/// <summary>What a refund takes back of each component: to the penny, whatever the parts and their order.</summary>
public sealed class RefundSplitTests
{
    private static readonly Gen<ComponentLeft[]> Sold = Gen.Select(Gen.Long[1, 200_000], Gen.Int[0, 2], (gross, rate) =>
    {
        var vat = rate == 0 ? 0 : new VatRate(rate == 1 ? 2000 : 500).VatIn(new Money(gross)).Pence;
        return new ComponentLeft(Guid.NewGuid(), 0, gross, vat, gross, vat);
    }).Array[1, 6].Select(components => components.Select((c, i) => c with { Place = i + 1 }).ToArray());

    [Fact]
    public void Split_AnyPartsUntilNothingIsLeft_AddUpToWhatWasSold() => Gen.Select(Sold, Gen.Long[1, 1_000_000].Array[1, 30]).Sample(
        (sold, amounts) =>
        {
            var left = sold.ToDictionary(c => c.LineId);
            long net = 0, vat = 0;
            foreach (var wanted in amounts.Append(long.MaxValue))
            {
                var all = left.Values.Where(c => c.LeftGrossPence > 0).OrderBy(c => c.Place).ToList();
                var total = all.Sum(c => c.LeftGrossPence);
                if (total == 0) break;
                var amount = wanted == long.MaxValue ? total : 1 + (wanted % total);
                var parts = RefundSplit.Of(all, amount);
                Assert.Equal(amount, parts.Sum(p => p.GrossPence));
                foreach (var part in parts)
                {
                    var component = left[part.LineId];
                    Assert.Equal(part.GrossPence, part.NetPence + part.VatPence);
                    Assert.InRange(part.GrossPence, 1, component.LeftGrossPence);
                    Assert.InRange(part.NetPence, 0, component.LeftNetPence);
                    Assert.InRange(part.VatPence, 0, component.LeftVatPence);
                    left[part.LineId] = component with { LeftGrossPence = component.LeftGrossPence - part.GrossPence, LeftVatPence = component.LeftVatPence - part.VatPence };
                    (net, vat) = (net + part.NetPence, vat + part.VatPence);
                }
            }

            Assert.Equal((sold.Sum(c => c.SoldGrossPence - c.SoldVatPence), sold.Sum(c => c.SoldVatPence)), (net, vat));
        },
        iter: 10_000);

    [Fact]
    public void Split_HalfOfALineWithVat_TakesHalfOfTheStoredVat()
    {
        var line = new ComponentLeft(Guid.NewGuid(), 1, 7_782, 1_297, 7_782, 1_297);
        Assert.Equal([(3_242L, 649L, 3_891L)], RefundSplit.Of([line], 3_891).Select(p => (p.NetPence, p.VatPence, p.GrossPence)));
    }

    [Fact]
    public void Split_OverSeveral_IsInProportionAndLosesNoPenny()
    {
        ComponentLeft[] thirds = [.. Enumerable.Range(1, 3).Select(i => new ComponentLeft(Guid.NewGuid(), i, 333, 0, 333, 0))];
        Assert.Equal([34L, 33L, 33L], RefundSplit.Of(thirds, 100).Select(p => p.GrossPence));
        ComponentLeft[] uneven = [new(Guid.NewGuid(), 1, 2_500, 0, 2_500, 0), new(Guid.NewGuid(), 2, 7_500, 1_250, 7_500, 1_250)];
        // 75p of £75.00 with £12.50 VAT: half a penny of VAT counts up.
        Assert.Equal([(25L, 0L), (62L, 13L)], RefundSplit.Of(uneven, 100).Select(p => (p.NetPence, p.VatPence)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-1)]
    public void Split_NotWhatIsLeft_Throws(long pence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RefundSplit.Of([new ComponentLeft(Guid.NewGuid(), 1, 500, 0, 100, 0)], pence));
}
