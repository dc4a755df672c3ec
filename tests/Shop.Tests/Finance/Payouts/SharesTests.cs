using CsCheck;
using Shop.Finance.Payouts;

namespace Shop.Tests.Finance.Payouts;

/// <summary>Pence divided by weight.</summary>
public sealed class SharesTests
{
    [Fact]
    public void Divide_ThreeEqualParts_GivesTheOddPennyAway() =>
        Assert.Equal([("A", 33L), ("B", 34L), ("C", 33L)], Shares.Divide(100, [("C", 1), ("A", 1), ("B", 1)]));

    [Fact]
    public void Divide_Nothing_IsNothing()
    {
        Assert.Empty(Shares.Divide(100, []));
        Assert.Empty(Shares.Divide(100, [("A", 0)]));
        Assert.Equal([("A", 5L)], Shares.Divide(5, [("A", 1), ("A", 2), ("B", 0)]));
    }

    [Fact]
    public void Divide_Any_LosesNoPennyAndTakesNoneBack() => Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[1, 500_000].Array[1, 9]).Sample((pence, weights) =>
    {
        var shares = Shares.Divide(pence, weights.Select((w, i) => ($"C{i}", w)));
        return shares.Sum(s => s.Pence) == pence && shares.All(s => s.Pence > 0);
    });
}
