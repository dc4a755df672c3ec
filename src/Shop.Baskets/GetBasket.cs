using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Baskets.Contracts;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Baskets;

internal sealed class GetBasketHandler(ShopDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<GetBasket, BasketView?>
{
    public async Task<BasketView?> Handle(GetBasket request, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var basket = await db.Set<Basket>().AsNoTracking().Include(b => b.Lines.OrderBy(l => l.Position))
            .SingleOrDefaultAsync(b => b.Id == request.BasketId && b.ExpiresAt > now, cancellationToken);
        if (basket is null) return null;
        var lines = new List<BasketLineView>(basket.Lines.Count);
        foreach (var line in basket.Lines)
            lines.Add(await CheckAgainAsync(line, cancellationToken));
        return new BasketView(basket.Id, basket.ExpiresAt, lines, Hash(lines));
    }

    private async Task<BasketLineView> CheckAgainAsync(BasketLine line, CancellationToken ct)
    {
        var stored = line.Snapshot;
        var prepared = await mediator.Send(new PrepareLine(stored.ServiceId, stored.Choices, stored.Quantity, line.Fields), ct);
        return prepared switch
        {
            PreparedLine.Ready(var today, _) when LooksTheSame(stored, today) => new(line.Id, today, BasketLineState.AsAdded, null, null),
            PreparedLine.Ready(var today, _) => new(line.Id, stored, BasketLineState.PriceChanged, today, PriceMessage(stored, today)),
            PreparedLine.Invalid { OptionErrors.Count: > 0 } =>
                new(line.Id, stored, BasketLineState.NoLongerPossible, null, "The options you chose are no longer offered. Change them or remove this service."),
            PreparedLine.Invalid invalid => new(line.Id, stored, BasketLineState.NoLongerPossible, null, $"An answer no longer fits: {invalid.AnswerErrors[0].Message}"),
            PreparedLine.Impossible impossible => new(line.Id, stored, BasketLineState.NoLongerPossible, null, impossible.Message),
            _ => new(line.Id, stored, BasketLineState.Withdrawn, null, "This service can no longer be bought online."),
        };
    }

    /// <summary>To the resident: amounts, VAT and what is kept. Ledger codes and the service's version may differ, then today's are taken.</summary>
    private static bool LooksTheSame(LineSnapshot stored, LineSnapshot today) => Seen(stored).SequenceEqual(Seen(today));

    private static IEnumerable<object> Seen(LineSnapshot line) =>
        line.Components.Select(c => (c.ChargeId, c.Kind, c.Refundable, c.GrossPence, c.VatPence, c.VatCode, c.KeptWords)).Cast<object>();

    private static string PriceMessage(LineSnapshot stored, LineSnapshot today) => stored.GrossPence == today.GrossPence
        ? "What the price is made of has changed since you added this. The total is the same."
        : $"The price has changed from {new Money(stored.GrossPence)} to {new Money(today.GrossPence)} since you added this.";

    /// <summary>Without what moves by itself (due date) or is no resident's business (ledger codes, team, version).</summary>
    private static string Hash(IReadOnlyList<BasketLineView> lines)
    {
        var content = lines.Select(l => new
        {
            l.LineId,
            l.State,
            l.Message,
            Stored = Content(l.Snapshot),
            Today = l.Today is null ? null : Content(l.Today),
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonColumn.Write(content))));
    }

    private static object Content(LineSnapshot line) => new
    {
        line.ServiceId,
        line.Title,
        line.Options,
        line.Quantity,
        line.Unit,
        line.Answers,
        line.Uploads,
        line.PriceReason,
        line.RefundWords,
        Charges = line.Components.Select(c => new { c.ChargeId, c.Name, c.Kind, c.Refundable, c.GrossPence, c.VatPence, c.VatWords, c.KeptWords }),
    };
}
