using Shop.Finance;
using Shop.Finance.Disputes;
using Shop.Finance.Export;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Payments.Contracts;
using Shop.Tests.TestData;

namespace Shop.Tests.Finance;

/// <summary>The list of disputes: its order over all pages, and its file.</summary>
public abstract class DisputeListTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disputes_EachOrder_HaveEachOnceOnPagesAndInTheFile(bool ended)
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var (state, other) = ended ? (DisputeState.Won, DisputeState.UnderReview) : (DisputeState.NeedsResponse, DisputeState.InquiryClosed);
        await shop.AnnounceAsync([.. Enumerable.Range(0, 104).Select(i => Dispute(state, 1_000 + i % 4, i / 10, null)), Dispute(other, 5, 0, null)]);
        foreach (var order in Lists.Orders)
        {
            var rows = await AllAsync(shop, ended, order);
            Lists.ExpectOrder(order, rows, r => ended ? r.ChangedAt : r.OpenedAt, r => r.AmountPence);
            Assert.Equal(104, rows.DistinctBy(r => r.DisputeId).Count());
            Assert.Equal(rows.Select(r => r.DisputeId), await shop.ColumnAsync("Dispute", to => new WriteDisputesCsv(ended, order, to)));
        }
    }

    [Fact]
    public async Task Open_UsualOrder_IsEvidenceDueFirstAndNothingToSendLast()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        await shop.AnnounceAsync(Dispute(DisputeState.UnderReview, 3, 0, null), Dispute(DisputeState.NeedsResponse, 2, 1, 9), Dispute(DisputeState.NeedsResponse, 1, 2, 8));
        Assert.Equal([1L, 2L, 3L], (await AllAsync(shop, false, null)).Select(r => r.AmountPence));
        Assert.Equal(["2026-10-13", "2026-10-14", ""], await shop.ColumnAsync("Evidence by (London)", to => new WriteDisputesCsv(false, null, to)));
    }

    [Fact]
    public async Task File_TextThatCouldRun_IsGuarded()
    {
        await using var shop = await MoneyShop.StartAsync(provider);
        var dispute = Dispute(DisputeState.NeedsResponse, 9_700, 0, 9) with { Reason = "=1+1" };
        await shop.AnnounceAsync(dispute);
        Assert.Contains(
            $"\"{OrderReference.Parse(dispute.Reference)}\",\"{dispute.DisputeId}\",\"{dispute.ChargeId}\",97.00,\"'=1+1\",\"Needs an answer\",2026-10-05,2026-10-14,2026-10-05\r\n",
            await shop.FileAsync(to => new WriteDisputesCsv(false, null, to)), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<DisputeRow>> AllAsync(TestShop shop, bool ended, ListOrder? order) => Lists.AllAsync(async page =>
    {
        var found = await shop.SendAsync(new ListDisputes(ended, order, page));
        return (found.Rows, found.Pages);
    });

    private static DisputeChanged Dispute(DisputeState state, long pence, int minute, int? dueInDays)
    {
        var id = Guid.NewGuid();
        return new DisputeChanged(
            $"dp_{id:N}", Guid.NewGuid(), OrderReference.New().Value, $"ch_{id:N}", pence, "product_not_received", state, false,
            dueInDays is { } days ? PaidOrders.Noon.AddDays(days) : null, PaidOrders.Noon.AddMinutes(minute));
    }
}

public sealed class SqliteDisputeListTests() : DisputeListTests(DatabaseProvider.Sqlite);

public sealed class PostgresDisputeListTests() : DisputeListTests(DatabaseProvider.Postgres);
