using Shop.Kernel;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Finance.Proof;

/// <summary>What finance's own record says of a charge, in pence.</summary>
internal sealed record RecordedTaking(string Reference, string? ChargeId, DateTime PaidAt, long GrossPence, long RefundedPence, long LinesPence);

/// <summary>
/// Compares what Stripe, the orders and finance's record say, charge by charge. Every penny that differs is a row; nothing
/// is netted away, except refunds that the orders count on another charge of the same order (they carry one figure an order).
/// </summary>
internal static class Comparison
{
    public static IReadOnlyList<Difference> Of(IReadOnlyList<StripeCharge> charges, IReadOnlyList<OrderTotal> orders, IReadOnlyList<RecordedTaking> takings)
    {
        var found = StripeAgainstOrders(charges, orders).ToList();
        var moved = found.Where(d => d is { Kind: DifferenceKind.AmountsDiffer, Reference: not null })
            .GroupBy(d => d.Reference).Where(g => g.Sum(d => d.AmountPence) == 0).Select(g => g.Key).ToHashSet();
        return
        [
            .. found.Select(d => d.Kind == DifferenceKind.AmountsDiffer && moved.Contains(d.Reference) ? d with { Kind = DifferenceKind.RefundOnAnotherCharge } : d),
            .. OrdersAgainstRecord(orders, takings),
        ];
    }

    private static IEnumerable<Difference> StripeAgainstOrders(IReadOnlyList<StripeCharge> charges, IReadOnlyList<OrderTotal> orders)
    {
        var onOrders = orders.ToLookup(Key);
        var atStripe = charges.ToDictionary(c => c.ChargeId);
        foreach (var charge in charges)
        {
            var net = charge.CapturedPence - charge.RefundedPence;
            var day = LondonTime.DateOf(charge.CreatedAt);
            if (!onOrders.Contains(charge.ChargeId))
                yield return new Difference(DifferenceKind.OnlyAtStripe, charge.ChargeId, Plain(charge.Reference), charge.ChargeId, day, net, null, null, net, null);
            else if (Net(onOrders[charge.ChargeId]) is var ours && ours != net)
                yield return new Difference(
                    DifferenceKind.AmountsDiffer, charge.ChargeId, Plain(onOrders[charge.ChargeId].First().Reference), charge.ChargeId, day, net, ours, null, net - ours, Note(onOrders[charge.ChargeId]));
        }

        foreach (var group in onOrders.Where(g => !atStripe.ContainsKey(g.Key)))
            yield return new Difference(
                DifferenceKind.OnlyOnOrder, group.Key, Plain(group.First().Reference), group.First().ChargeId, LondonTime.DateOf(group.First().PaidAt), null, Net(group), null, -Net(group), Note(group));
    }

    /// <summary>Finance's record has the orders' own payments; stray money is on its attention list instead.</summary>
    private static IEnumerable<Difference> OrdersAgainstRecord(IReadOnlyList<OrderTotal> orders, IReadOnlyList<RecordedTaking> takings)
    {
        var paid = orders.Where(o => o.PaidPence > 0).GroupBy(o => Plain(o.Reference)!).ToDictionary(g => g.Key, g => (Net: g.Sum(o => o.PaidPence - o.RefundedPence), First: g.First()));
        var recorded = takings.ToDictionary(t => t.Reference);
        foreach (var reference in paid.Keys.Union(recorded.Keys).Order(StringComparer.Ordinal))
        {
            var ours = paid.TryGetValue(reference, out var order) ? order.Net : (long?)null;
            var book = recorded.GetValueOrDefault(reference);
            var bookNet = book is null ? (long?)null : book.GrossPence - book.RefundedPence;
            var day = LondonTime.DateOf(book?.PaidAt ?? order.First.PaidAt);
            var charge = book?.ChargeId ?? order.First?.ChargeId;
            if (ours != bookNet)
                yield return new Difference(DifferenceKind.RecordDiffers, "record " + reference, reference, charge, day, null, ours, bookNet, (bookNet ?? 0) - (ours ?? 0), null);
            if (book is not null && book.LinesPence != book.GrossPence)
                yield return new Difference(DifferenceKind.LinesDiffer, "lines " + reference, reference, charge, day, null, null, bookNet, book.LinesPence - book.GrossPence, null);
        }
    }

    private static string Key(OrderTotal order) => order.ChargeId ?? "order " + Plain(order.Reference);

    private static long Net(IEnumerable<OrderTotal> orders) => orders.Sum(o => o.PaidPence + o.OtherMoneyPence - o.RefundedPence);

    private static string? Note(IEnumerable<OrderTotal> orders) => orders.Select(o => o.AttentionReason).FirstOrDefault(r => r is not null);

    /// <summary>References travel with and without dashes.</summary>
    private static string? Plain(string? reference) => OrderReference.TryParse(reference, out var parsed) ? parsed.Value : reference;
}
