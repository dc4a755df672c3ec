using Microsoft.EntityFrameworkCore;
using Shop.Finance.Refunds;
using Shop.Kernel.Auditing;
using Shop.Payments.Contracts;
using Stripe;

namespace Shop.Tests.Payments;

/// <summary>The part of a random history in which money goes back: by officers, in Stripe's dashboard, by banks.</summary>
internal sealed partial class RandomRun
{
    private static readonly Actor Ann = new(Guid.NewGuid(), "Ann Accountant");
    private static readonly Actor Bob = new(Guid.NewGuid(), "Bob Manager");

    private async Task MoneyBackAsync()
    {
        switch (_random.Next(8))
        {
            case 0 or 1:
                await RefundInDashboardAsync();
                break;
            case 2:
                await EndDisputeAsync();
                break;
            case 3:
                await AliveAsync("allocated", AllocateAsync);
                break;
            default:
                await RefundByOfficerAsync();
                break;
        }
    }

    /// <summary>A part of an order or of one of its lines, or all that is left; the large ones with a second officer.</summary>
    private async Task RefundByOfficerAsync()
    {
        if (await AnyChargeAsync() is not { } charge) return;
        var reference = charge.Metadata["reference"];
        var plan = await AliveAsync("refund planned", () => Shop.SendAsync(new GetRefundPlan(reference, null, null, null)));
        if (plan is null or { LeftPence: 0 } or { DisputeOpen: true } or { AllocateFirst: true }) return;
        var line = _random.Next(2) == 0 ? plan.Lines.FirstOrDefault(l => l.LeftPence > 0) : null;
        var most = Math.Min(plan.LeftPence, line?.LeftPence ?? plan.LeftPence);
        var pence = _random.Next(2) == 0 ? most : _random.NextInt64(1, most + 1);
        var id = Guid.CreateVersion7();
        var asked = await AliveAsync("refund asked for", () => Shop.SendAsync(new AskRefund(Ann, id, reference, line?.OrderLineId, pence, plan.LeftPence, "Asked for by the resident.")));
        if (asked == AskRefundResult.NeedsSecondPerson) await AliveAsync("refund agreed to", () => Shop.SendAsync(new DecideRefund(Bob, id, true, null)));
        if (asked is AskRefundResult.Recorded or AskRefundResult.NeedsSecondPerson && _random.Next(3) > 0) await AliveAsync("refund sent", () => TryAsync(new SendRefund(id)));
    }

    private async Task RefundInDashboardAsync()
    {
        if (await AnyChargeAsync() is not { } charge) return;
        var left = charge.Amount - charge.AmountRefunded;
        await Shop.Payments.RefundAsync(charge.Id, _random.Next(2) == 0 ? left : _random.NextInt64(1, left + 1));
        Count("given back in the dashboard");
    }

    /// <summary>A bank decides; or a holder of a card who was content until now goes to theirs.</summary>
    private async Task EndDisputeAsync()
    {
        var open = (await Shop.Payments.Stripe.V1.Disputes.ListAsync(new() { Limit = 100 })).Data
            .Where(d => d.Status is "needs_response" or "under_review" or "warning_needs_response" or "warning_under_review").ToList();
        if (open.Count == 0)
        {
            if (await AnyChargeAsync() is { } charge) await Shop.Payments.ControlAsync("disputes", new() { ["charge"] = charge.Id });
            return;
        }

        var verb = _random.Next(2) == 0 ? "win" : "lose";
        await Shop.Payments.ControlAsync($"disputes/{open[_random.Next(open.Count)].Id}/{verb}");
        Count(verb == "win" ? "dispute won" : "dispute lost");
    }

    /// <summary>An officer says of each refund made at Stripe what it was taken from. False when one takes more than is left as long as another has not failed.</summary>
    private async Task<bool> AllocateAsync()
    {
        var waiting = await Shop.ReadAsync(db => db.Set<FinanceRefund>().AsNoTracking().Where(r => r.AllocatedAt == null).OrderBy(r => r.Id).ToListAsync());
        foreach (var refund in waiting.Where(r => r.Counts))
        {
            var result = await Shop.SendAsync(new AllocateRefund(Ann, refund.Id, null, "Of the whole order."));
            if (result == AllocateRefundResult.TooMuch) return false;
            Assert.Equal(AllocateRefundResult.Allocated, result);
        }

        return true;
    }

    /// <summary>A death left some without their second officer's word: it comes, or it is too late for it.</summary>
    private async Task DecideAsync()
    {
        foreach (var id in await Shop.ReadAsync(db => db.Set<FinanceRefund>().Where(r => r.State == FinanceRefundState.AwaitingSecondPerson).Select(r => r.Id).ToListAsync()))
        {
            if (await Shop.SendAsync(new DecideRefund(Bob, id, true, null)) == DecideRefundResult.NotPossible)
                Assert.Equal(DecideRefundResult.Declined, await Shop.SendAsync(new DecideRefund(Bob, id, false, "It was given back meanwhile.")));
        }
    }

    /// <summary>One of the last hundred charges of which money can go back; null when there is none.</summary>
    private async Task<Charge?> AnyChargeAsync()
    {
        var charges = (await Shop.Payments.ChargesAsync()).Where(c => c.Captured && c.AmountRefunded < c.Amount && !c.Disputed).ToList();
        return charges.Count == 0 ? null : charges[_random.Next(charges.Count)];
    }
}
