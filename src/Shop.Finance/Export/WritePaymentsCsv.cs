using System.Globalization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using CsvHelper;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Takings;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Finance.Export;

/// <summary>Writes every payment of the filter as CSV in the order of the list, a row at a time; returns the number of rows. Times are London times.</summary>
public sealed record WritePaymentsCsv(PaymentFilter Filter, Stream To, ListOrder Order = ListOrder.Newest) : IQuery<int>;

internal sealed class WritePaymentsCsvHandler(ShopDbContext db, IConfigurationProvider mapping) : IRequestHandler<WritePaymentsCsv, int>
{
    public async Task<int> Handle(WritePaymentsCsv request, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Open(request.To);
        csv.Header(
            "Order reference", "Date (London)", "Time (London)", "Payer", "Email", "Gross (GBP)", "Refunded (GBP)", "Fee (GBP)", "Net (GBP)", "State", "Card", "Last 4", "Stripe charge");
        await csv.NextRecordAsync();
        var count = 0;
        var payments = request.Filter.Apply(db).InOrder(request.Order).ProjectTo<PaymentRow>(mapping);
        await foreach (var payment in payments.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(csv, payment);
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static void Write(CsvWriter csv, PaymentRow payment)
    {
        csv.Text(OrderReference.Parse(payment.Reference).ToString());
        csv.Day(payment.FinancialDate);
        csv.WriteField(LondonTime.FromUtc(payment.PaidAt).ToString("HH:mm:ss", CultureInfo.InvariantCulture), shouldQuote: false);
        csv.Text(payment.PayerName);
        csv.Text(payment.PayerEmail);
        csv.Amount(payment.GrossPence);
        csv.Amount(payment.RefundedPence);
        csv.Amount(payment.FeePence);
        csv.Amount(payment.NetPence);
        csv.Text(payment.State.InWords());
        csv.Text(payment.CardBrand);
        csv.Text(payment.CardLast4);
        csv.Text(payment.ChargeId);
    }
}
