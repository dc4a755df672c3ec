using MediatR;
using Shop.Kernel.Lines;
using Shop.Orders.Contracts;

namespace Shop.Notifications.Mails;

/// <summary>One mail to each team with a line in the order. It names no resident: what the team needs stands behind its sign-in.</summary>
internal sealed class TellTeamsOnOrderPaid(Outbox outbox) : INotificationHandler<OrderPaid>
{
    public async Task Handle(OrderPaid notification, CancellationToken cancellationToken)
    {
        foreach (var team in notification.Lines.GroupBy(l => l.Snapshot.Team.Id))
        {
            var lines = team.Select(l => l.Snapshot).ToList();
            await outbox.AddAsync(
                MessageKind.NewOrder, $"{notification.OrderId:N}-{team.Key}", lines[0].Team.Email, lines[0].Team.Name,
                context => NewOrder.Write(notification, lines, context), cancellationToken);
        }
    }
}

internal static class NewOrder
{
    public static MailText Write(OrderPaid order, IReadOnlyList<LineSnapshot> lines, MailContext context)
    {
        var what = order.TotalPence == 0 ? "New order" : "New paid order";
        var body = $"""
            {what} for {lines[0].Team.Name}: {order.Reference}

            {string.Join("\n", lines.Select(Line))}

            Open the order, with its answers and documents (you need to sign in):
            {context.StaffLink(order.Reference.Value)}

            This is an automatic message from the {context.Council.ShortName} shop.
            """;
        return new MailText($"{what} {order.Reference}: {string.Join(", ", lines.Select(l => l.Title).Distinct())}", body);
    }

    private static string Line(LineSnapshot line) =>
        $"- {line.Title}{(line.Unit is null ? "" : $", {line.Quantity} × {line.Unit}")}: due by {MailContext.Date(line.DueOn)}{(line.NeedsApproval ? ", needs your approval" : "")}";
}
