using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Orders;

internal sealed class CreateOrderValidator : AbstractValidator<CreateOrder>
{
    public CreateOrderValidator()
    {
        RuleFor(r => r.SourceKey).NotEmpty().MaximumLength(200);
        RuleFor(r => r.AcceptedTermsVersion).NotEmpty().MaximumLength(40);
        RuleFor(r => r.Payer.Name).NotEmpty().MaximumLength(200);
        RuleFor(r => r.Payer.Email).NotEmpty().MaximumLength(254);
        RuleFor(r => r.Lines).NotEmpty();
        RuleForEach(r => r.Lines).Must(l => l.Snapshot.Components.All(c => c.GrossPence >= 0 && c.VatPence >= 0 && c.VatPence <= c.GrossPence))
            .WithMessage("A charge must not be negative, nor its VAT more than itself.");
    }
}

internal sealed class CreateOrderHandler(ShopDbContext db, IMediator mediator, OrderPaidAnnouncement paid, ShopSettings settings, TimeProvider clock, ILogger<CreateOrderHandler> log)
    : IRequestHandler<CreateOrder, CreateOrderResult>
{
    /// <summary>Stripe's minimum in pounds: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts</summary>
    private const long MinimumPence = 30;

    public async Task<CreateOrderResult> Handle(CreateOrder request, CancellationToken cancellationToken)
    {
        var existing = await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(o => o.SourceKey == request.SourceKey, cancellationToken);
        if (existing is not null) return Created(existing, AddLink(existing));

        if (request.Lines.Sum(l => l.Snapshot.GrossPence) is > 0 and < MinimumPence) return new CreateOrderResult.AmountTooSmall(MinimumPence);
        var documents = await DocumentsAsync(request, cancellationToken);
        if (DraftsWithoutRequired(request, documents) is { Count: > 0 } missing) return new CreateOrderResult.DocumentsMissing(missing);

        var now = clock.UtcNow();
        var order = Order.Create(request, now);
        db.Add(order);
        Claim(request, order, documents);
        var token = AddLink(order);
        if (order.TotalPence > 0) order.OpenedPayment(await mediator.Send(Payment(order, token), cancellationToken));
        else await paid.AnnounceAsync(order, paid: null, now, feePence: null, cancellationToken);
        log.LogInformation("Order {OrderId} created as {State} with {Lines} lines", order.Id, order.State, order.Lines.Count);
        return Created(order, token);
    }

    private static CreateOrderResult.Created Created(Order order, string token) =>
        new(order.Id, order.Reference, token, ToPay: order.State == OrderState.AwaitingPayment);

    private string AddLink(Order order)
    {
        db.Add(OrderLink.Issue(order.Id, LinkPurpose.Checkout, clock.UtcNow(), out var token));
        return token;
    }

    private async Task<List<Attachment>> DocumentsAsync(CreateOrder request, CancellationToken ct)
    {
        var drafts = request.Lines.Select(l => l.DraftId).ToList();
        return await db.Set<Attachment>().AsNoTracking().Where(a => a.DraftId != null && drafts.Contains(a.DraftId.Value)).ToListAsync(ct);
    }

    private static List<Guid> DraftsWithoutRequired(CreateOrder request, List<Attachment> documents) =>
    [
        .. request.Lines
            .Where(l => l.Snapshot.Uploads.Any(slot => slot.Required && !documents.Any(d => d.DraftId == l.DraftId && d.UploadId == slot.Id)))
            .Select(l => l.DraftId)
    ];

    private void Claim(CreateOrder request, Order order, List<Attachment> documents)
    {
        foreach (var (requested, line) in request.Lines.Zip(order.Lines))
            db.AddRange(documents.Where(d => d.DraftId == requested.DraftId).Select(d => new AttachmentClaim(d.Id, order.Id, line.Id)));
    }

    /// <summary>The payer comes back to the order's page either way; it shows what Stripe says.</summary>
    private OpenPayment Payment(Order order, string token)
    {
        var page = $"{settings.PublicUrl.TrimEnd('/')}/orders/{token}";
        var lines = order.Lines.Where(l => l.GrossPence > 0).Select(l => new PaymentLine(Words(l), l.GrossPence, 1)).ToList();
        var services = string.Join(", ", order.Lines.Select(l => l.ServiceId).Distinct());
        var metadata = new Dictionary<string, string> { ["services"] = services.Length <= 500 ? services : services[..500] };
        return new OpenPayment(order.Reference.Value, order.TotalPence, $"Order {order.Reference}", order.Payer.Email, lines, page, page, order.PayableUntil, metadata);
    }

    private static string Words(OrderLine line) =>
        line.Snapshot.Quantity > 1 ? $"{line.Title} ({line.Snapshot.Quantity} × {line.Snapshot.Unit ?? "1"})" : line.Title;
}
