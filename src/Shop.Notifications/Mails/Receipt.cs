using System.Text;
using MediatR;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

/// <summary>The resident's receipt: what was paid for, with VAT, and what happens next.</summary>
internal sealed class SendReceiptOnOrderPaid(Outbox outbox) : INotificationHandler<OrderPaid>
{
    public Task Handle(OrderPaid notification, CancellationToken cancellationToken) => outbox.AddAsync(
        MessageKind.Receipt, notification.OrderId.ToString("N"), notification.Payer.Email, notification.Payer.Name,
        context => Receipt.Write(notification, context), cancellationToken);
}

internal static class Receipt
{
    public static MailText Write(OrderPaid order, MailContext context)
    {
        var isFree = order.TotalPence == 0;
        var body = $"""
            Hello {order.Payer.Name},

            {(isFree ? "Thank you. We have your order. There is nothing to pay." : $"Thank you. We have received your payment of {new Money(order.TotalPence)}.")}

            Order reference: {order.Reference}
            {(isFree ? "Ordered" : "Paid")}: {MailContext.Moment(order.PaidAt)}{Card(order)}

            WHAT YOU {(isFree ? "ORDERED" : "PAID FOR")}

            {string.Join("\n\n", order.Lines.Select(l => Line(l.Snapshot)))}

            {(isFree ? "" : Totals(order, context) + "\n\n")}WHAT HAPPENS NEXT

            {string.Join("\n\n", order.Lines.Select(l => Next(l.Snapshot)))}

            See your order and print a receipt:
            {context.OrderLink(order.LinkToken)}
            Keep this link to yourself: whoever has it can see your order.

            {context.Signature(order.Reference.ToString())}
            """;
        return new MailText(isFree ? $"Your order {order.Reference}" : $"Receipt for your order {order.Reference}", body);
    }

    private static string Card(OrderPaid order) => order.CardLast4 is null ? "" : $"\nCard: {CardName(order.CardBrand)} ending {order.CardLast4}";

    private static string CardName(string? brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        _ => "card",
    };

    private static string Line(LineSnapshot line)
    {
        var text = new StringBuilder(line.Title);
        if (line.Unit is not null) text.Append(Invariant($", {line.Quantity} × {line.Unit}"));
        foreach (var option in line.Options) text.Append(Invariant($"\n  {MailContext.Asked(option.Label)} {option.Choice}"));
        foreach (var part in line.Components) text.Append(Invariant($"\n  {part.Name}: {new Money(part.GrossPence)} ({part.VatWords})"));
        if (line.Components.Count > 1) text.Append(Invariant($"\n  Together: {new Money(line.GrossPence)}"));
        return text.ToString();
    }

    private static string Totals(OrderPaid order, MailContext context)
    {
        var vat = order.Lines.Sum(l => l.Snapshot.VatPence);
        return $"""
            Total without VAT: {new Money(order.TotalPence - vat)}
            VAT: {new Money(vat)}
            Total paid: {new Money(order.TotalPence)}
            Our VAT number: {context.Council.VatNumber}
            """;
    }

    private static string Next(LineSnapshot line) => $"""
        {line.Title}
          {line.WhatHappensNext}
          We aim to do this by {MailContext.Date(line.DueOn)}.
        """;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
