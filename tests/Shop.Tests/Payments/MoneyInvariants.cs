using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Finance.Takings;
using Shop.Orders;
using Shop.Payments;
using Shop.Payments.Contracts;
using Stripe;
using Dispute = Stripe.Dispute;
using Refund = Stripe.Refund;

namespace Shop.Tests.Payments;

/// <summary>What must be true of all money after anything: Stripe's own figures against the shop's rows, exact to the penny.</summary>
internal sealed class MoneyInvariants(WholeShop shop)
{
    /// <summary>I1, I4 to I9 and I12. Returns in words how much there was to check; fails when it was too little to prove anything.</summary>
    /// <param name="played">Orders that were to be made.</param>
    public async Task<string> CheckAsync(int played)
    {
        var charges = await AllChargesAsync();
        var transactions = await AllTransactionsAsync();
        var payments = await shop.ReadAsync(db => db.Set<Payment>().AsNoTracking().WithMoney().ToListAsync());
        var orders = await shop.ReadAsync(db => db.Set<Order>().AsNoTracking().WithLines().Include(o => o.OtherMoney).ToListAsync());
        var said = Enough(played, orders, payments);
        Fees(transactions);
        await BalanceAsync(transactions);
        EveryChargeHasItsPayment(charges, payments);
        await RefundsAsync(charges, payments);
        OrdersHaveTheirMoney(orders, payments);
        GrossByOrder(orders, payments, charges, transactions);
        await LinesAndVatAsync(orders);
        PoundsAndTestModeOnly(charges, transactions);
        return said;
    }

    /// <summary>Where nothing happened, everything agrees.</summary>
    private static string Enough(int played, List<Order> orders, List<Payment> payments)
    {
        var refunds = payments.SelectMany(p => p.Refunds).ToList();
        var disputes = payments.SelectMany(p => p.Disputes).ToList();
        var (paid, refunded, disputed) = (orders.Count(o => o.PaidAt is not null), orders.Count(o => o.RefundedPence > 0), disputes.Select(d => d.PaymentId).Distinct().Count());
        var said = $"{orders.Count} orders of {played}, {paid} paid, {orders.Count(o => o.State == OrderState.Lapsed)} lapsed, {refunded} given back, {disputed} disputed; "
            + $"refunds: {Counted(refunds.Select(r => $"{r.Origin} {r.State}"))}; disputes: {Counted(disputes.Select(d => d.State.ToString()))}";
        Assert.True(orders.Count >= played * 0.9 && paid >= played * 0.6 && refunded >= played / 50 && disputed >= played / 100, said);
        return said;
    }

    private static string Counted(IEnumerable<string> words) => string.Join(", ", words.CountBy(w => w).OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key} {w.Value}"));

    /// <summary>I1: net is the amount less the fee, and the fee is the sum of its details.</summary>
    private static void Fees(IReadOnlyList<BalanceTransaction> transactions) => Assert.All(transactions, t =>
    {
        Assert.Equal(t.Amount - t.Fee, t.Net);
        Assert.Equal(t.Fee, t.FeeDetails.Sum(f => f.Amount));
    });

    /// <summary>I4: what Stripe holds is the sum of all that came and went.</summary>
    private async Task BalanceAsync(IReadOnlyList<BalanceTransaction> transactions)
    {
        var balance = await shop.Payments.Stripe.V1.Balance.GetAsync();
        Assert.Equal(transactions.Sum(t => t.Net), balance.Available.Sum(a => a.Amount) + balance.Pending.Sum(p => p.Amount));
    }

    /// <summary>I8: each charge that took money is on exactly one attempt, with its amount, and back.</summary>
    private static void EveryChargeHasItsPayment(IReadOnlyList<Charge> charges, List<Payment> payments)
    {
        var attempts = payments.SelectMany(p => p.Attempts.Where(a => a.ChargeId is not null).Select(a => (a.ChargeId, a.CapturedPence, p.Reference))).Order().ToList();
        Assert.Equal(charges.Select(c => ((string?)c.Id, c.AmountCaptured, c.Metadata["reference"])).Order(), attempts);
    }

    /// <summary>I7: what went back of each charge is the sum of its refunds that did not fail, at Stripe and here; refund by refund, too.</summary>
    private async Task RefundsAsync(IReadOnlyList<Charge> charges, List<Payment> payments)
    {
        var refunds = new List<Refund>();
        await foreach (var refund in shop.Payments.Stripe.V1.Refunds.ListAutoPagingAsync(new() { Limit = 100 })) refunds.Add(refund);
        var ours = payments.SelectMany(p => p.Attempts).Where(a => a.ChargeId is not null).ToDictionary(a => a.ChargeId!, a => a.RefundedPence);
        Assert.All(charges, c =>
        {
            Assert.Equal(refunds.Where(r => r.ChargeId == c.Id && r.Status is not ("failed" or "canceled")).Sum(r => r.Amount), c.AmountRefunded);
            Assert.Equal(c.AmountRefunded, ours[c.Id]);
            Assert.InRange(c.AmountRefunded, 0, c.AmountCaptured);
        });
        Assert.Equal(
            refunds.Select(r => (r.Id, r.ChargeId, r.Amount, r.Status)).Order(),
            payments.SelectMany(p => p.Refunds).Where(r => r.StripeRefundId is not null).Select(r => (r.StripeRefundId!, r.ChargeId, r.AmountPence, r.State.ToString().ToLowerInvariant())).Order());
        Assert.DoesNotContain(payments.SelectMany(p => p.Refunds), r => r.State == RefundState.Requested);
    }

    /// <summary>I5: an order is paid by exactly its total or not at all; other money is on it and flagged.</summary>
    private static void OrdersHaveTheirMoney(List<Order> orders, List<Payment> payments)
    {
        var byReference = payments.ToDictionary(p => p.Reference);
        Assert.Equal(orders.Where(o => o.TotalPence > 0).Select(o => o.Reference.Value).Order(StringComparer.Ordinal), payments.Select(p => p.Reference).Order(StringComparer.Ordinal));
        foreach (var order in orders)
        {
            var payment = byReference[order.Reference.Value];
            var accepted = payment.Attempts.SingleOrDefault(a => a.Number == payment.AcceptedNumber);
            Assert.Equal(accepted is null ? 0 : order.TotalPence, accepted?.CapturedPence ?? 0);
            Assert.Equal(accepted?.ChargeId, order.ChargeId);
            Assert.Equal(accepted is not null, order.PaidAt is not null);
            Assert.Equal(payment.Attempts.Where(a => a.Misfit is not null).Sum(a => a.CapturedPence), order.OtherMoneyPence);
            Assert.Equal(payment.State == PaymentState.Paid, order.State == OrderState.Paid);
            Assert.True(order.State is OrderState.Paid or OrderState.Lapsed || order.OtherMoneyPence > 0, $"{order.Reference} is {order.State} after all was settled.");
        }
    }

    /// <summary>I6: captured less given back less what banks took is the sum of Stripe's rows, order by order.</summary>
    private static void GrossByOrder(List<Order> orders, List<Payment> payments, IReadOnlyList<Charge> charges, IReadOnlyList<BalanceTransaction> transactions)
    {
        var referenceOf = charges.ToDictionary(c => c.Id, c => c.Metadata["reference"]);
        var rows = transactions.Select(t => (Reference: ChargeOf(t) is { } id ? referenceOf.GetValueOrDefault(id) : null, t)).Where(r => r.Reference is not null).ToLookup(r => r.Reference, r => r.t);
        Assert.Equal(transactions.Count(t => t.Type != "payout"), rows.Sum(r => r.Count()));
        var taken = payments.ToDictionary(p => p.Reference, p => p.Disputes.Sum(d => d.Facts().TakenPence));
        foreach (var order in orders)
        {
            var captured = (order.PaidAt is null ? 0 : order.TotalPence) + order.OtherMoneyPence;
            var gone = order.RefundedPence + order.OtherMoneyRefundedPence + taken[order.Reference.Value];
            Assert.Equal(captured - gone, rows[order.Reference.Value].Sum(t => t.Amount));
        }
    }

    /// <summary>I9: the lines are the order, in finance's record, too; less what went back of each it is what is left of the order; VAT likewise.</summary>
    private async Task LinesAndVatAsync(List<Order> orders)
    {
        var recorded = await shop.ReadAsync(db => db.Set<FinancePayment>().AsNoTracking().Include(p => p.Lines).ToDictionaryAsync(p => p.Reference));
        var refunds = (await shop.ReadAsync(db => db.Set<FinanceRefund>().AsNoTracking().Include(r => r.Parts).ToListAsync())).Where(r => r is { Counts: true, IsStray: false }).ToLookup(r => r.Reference);
        foreach (var order in orders)
        {
            Assert.Equal(order.TotalPence, order.Lines.Sum(l => l.GrossPence));
            Assert.Equal(order.VatPence, order.Lines.Sum(l => l.VatPence));
            Assert.Equal(order.PaidAt is not null, recorded.TryGetValue(order.Reference.Value, out var record) && record.PaidAt is not null);
            if (order.PaidAt is null) continue;
            Assert.Equal((order.TotalPence, order.RefundedPence), (record!.GrossPence, record.RefundedPence));
            Assert.Equal((order.TotalPence, order.VatPence), (record.Lines.Sum(l => l.GrossPence), record.Lines.Sum(l => l.VatPence)));
            WhatIsLeft(order, record, refunds[order.Reference.Value].SelectMany(r => r.Parts).ToLookup(p => p.PaymentLineId));
        }
    }

    /// <summary>Each line's VAT is, of what is left of it as of the whole, that of its rate to the penny.</summary>
    private static void WhatIsLeft(Order order, FinancePayment record, ILookup<Guid, FinanceRefundPart> gone)
    {
        Assert.Equal(order.TotalPence - order.RefundedPence, record.Lines.Sum(l => l.GrossPence - gone[l.Id].Sum(p => p.GrossPence)));
        Assert.All(record.Lines, line =>
        {
            var gross = line.GrossPence - gone[line.Id].Sum(p => p.GrossPence);
            var vat = line.VatPence - gone[line.Id].Sum(p => p.VatPence);
            Assert.InRange(gross, 0, line.GrossPence);
            Assert.InRange(vat - (gross * line.VatRateBasisPoints / (10_000m + line.VatRateBasisPoints)), -1, 1);
            if (gross == 0) Assert.Equal(0, vat);
        });
    }

    /// <summary>I12.</summary>
    private static void PoundsAndTestModeOnly(IReadOnlyList<Charge> charges, IReadOnlyList<BalanceTransaction> transactions)
    {
        Assert.All(charges, c => Assert.Equal(("gbp", false), (c.Currency, c.Livemode)));
        Assert.All(transactions, t => Assert.Equal(("gbp", null), (t.Currency, t.ExchangeRate)));
    }

    /// <summary>Stripe's row names a charge, a refund or a dispute; the last two name their charge.</summary>
    private static string? ChargeOf(BalanceTransaction transaction) => transaction.Source switch
    {
        Charge charge => charge.Id,
        Refund refund => refund.ChargeId,
        Dispute dispute => dispute.ChargeId,
        _ => null,
    };

    private async Task<List<Charge>> AllChargesAsync()
    {
        var all = new List<Charge>();
        await foreach (var charge in shop.Payments.Stripe.V1.Charges.ListAutoPagingAsync(new() { Limit = 100 }))
            if (charge.Captured && charge.Paid) all.Add(charge);
        return all;
    }

    private async Task<List<BalanceTransaction>> AllTransactionsAsync()
    {
        var all = new List<BalanceTransaction>();
        await foreach (var transaction in shop.Payments.Stripe.V1.BalanceTransactions.ListAutoPagingAsync(new() { Limit = 100, Expand = ["data.source"] })) all.Add(transaction);
        return all;
    }
}
