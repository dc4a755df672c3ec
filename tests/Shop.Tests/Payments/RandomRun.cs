using System.Text.Json.Nodes;
using MediatR;
using Shop.Kernel.Lines;
using Shop.Kernel.Persistence;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.Payments.Events;
using Shop.Payments.Webhooks;
using Shop.Tests.Finance;
using Shop.Tests.Orders;

namespace Shop.Tests.Payments;

/// <summary>A random history of a whole shop, repeatable by its seed as far as the network's timing lets it.</summary>
internal sealed partial class RandomRun : IAsyncDisposable
{
    private static readonly string[] Commands = [nameof(CreateOrder), nameof(PrepareAttempt), nameof(StoreSession), nameof(ApplyRemote), nameof(StoreWebhookEvent), nameof(MarkWebhookEvents), nameof(PlanNextLook), nameof(RequestRefund)];
    private static readonly string[] Troubles = ["reset_before", "reset_after", "429", "html", "malformed", "status"];

    private readonly Random _random;
    private readonly Action<string> _say;
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Orders until it dies at the latest; null while no death is planned.</summary>
    private int? _dieWithin;

    private RandomRun(WholeShop shop, int seed, Action<string> say) => (Shop, _random, _say) = (shop, new Random(seed), say);

    public WholeShop Shop { get; }

    public int Deaths { get; private set; }

    /// <summary>How often what happened.</summary>
    public string Summary => string.Join(", ", _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    public int CountOf(string what) => _counts.GetValueOrDefault(what);

    public static async Task<RandomRun> StartAsync(DatabaseProvider provider, int seed, Action<string> say)
    {
        var shop = await WholeShop.StartAsync(provider);
        // As every shop does when it first starts: from then on no event is missed.
        await shop.SendAsync(new ReadStripeEvents());
        return new RandomRun(shop, seed, say);
    }

    /// <summary>As many orders, with as many deaths spread over them. Twice on the way a whole day goes by.</summary>
    public async Task PlayAsync(int orders, int kills)
    {
        for (var i = 0; i < orders; i++)
        {
            if (kills > 0 && Deaths < kills && i >= (long)Deaths * orders / kills && _dieWithin is null) PlanDeath();
            await OrderAsync();
            if (i % 7 == 0) await WebhooksAsync();
            if (i % 5 == 0) await AliveAsync("work", () => Shop.SendAsync(new WorkWebhookEvents()));
            if (i % 6 == 0) await MoneyBackAsync();
            if (i % 11 == 0) await TimePassesAsync(TimeSpan.FromSeconds(_random.Next(10, 400)));
            if ((i + 1) % Math.Max(1, orders / 3) == 0) await TimePassesAsync(TimeSpan.FromHours(25));
            if (--_dieWithin <= 0) await DieAsync();
            if ((i + 1) % Math.Max(1, orders / 20) == 0) _say($"{i + 1} orders of {orders}, {Deaths} deaths");
        }

        while (Deaths < kills) await DieAsync();
    }

    /// <summary>Peace: what was held comes, what was lost is looked for, what nobody paid lapses, what nobody said is said.</summary>
    public async Task SettleAsync()
    {
        await Shop.Payments.ForgetFaultsAsync();
        await Shop.Payments.ControlAsync("webhooks/mode");
        await Shop.Payments.ControlAsync("webhooks/release");
        for (var round = 0; round < 5; round++)
        {
            await Shop.Payments.AdvanceAsync(round < 2 ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(13));
            await Shop.SendAsync(new SweepPayments(AlsoOpen: true));
            if (round == 0) await DecideAsync();
            await Shop.SendAsync(new SweepRefunds());
            await Shop.SendAsync(new ReadStripeEvents());
            await Shop.Payments.WorkAsync();
            while (await Shop.SendAsync(new LapseOrders()) > 0) { }
        }

        Assert.True(await AllocateAsync(), "A refund made at Stripe takes more than is left of its order.");
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private async Task OrderAsync()
    {
        var create = Make.Order([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Make.Line(Service()))]);
        if (await AliveAsync("ordered", () => Shop.SendAsync(create)) is not CreateOrderResult.Created order) return;
        if (_random.Next(20) == 0) await TroubleAsync();
        var reference = order.Reference.Value;
        if (await StartAsync(reference) is not { } url) return;
        using var payer = Shop.Payments.OpenBrowser();
        await PayAsync(payer, url);
        if (_random.Next(12) == 0 && await StartAsync(reference) is { } again) await PayAsync(payer, again);
        if (_random.Next(2) == 0) await AliveAsync("returned", () => Shop.SendAsync(new CheckPayment(reference)));
    }

    private LineSnapshot Service() => _random.Next(4) switch
    {
        0 => Make.Certificates(_random.Next(1, 9)),
        1 => PaidOrders.LandSearch,
        2 when _random.Next(6) == 0 => PaidOrders.Line("marquee", "Marquee on the green", "parks", PaidOrders.Fee("hire", 72_000, 12_000, "S", "PK100", "91300")),
        _ => Make.SkipPermit(),
    };

    /// <summary>Presses "Pay" until it leads to Stripe, three times at most.</summary>
    private async Task<string?> StartAsync(string reference)
    {
        for (var press = 0; press < 3; press++)
        {
            switch (await AliveAsync("pressed", () => Shop.SendAsync(new StartPayment(reference))))
            {
                case StartPaymentResult.GoTo go: return go.Url.ToString();
                // The payer reads that nothing was charged and tries again a little later.
                case StartPaymentResult.ProviderUnavailable: await Shop.PauseIsOverAsync(); break;
            }
        }

        return null;
    }

    private async Task PayAsync(Payer payer, string url)
    {
        switch (_random.Next(20))
        {
            case 0:
                Count("left without paying");
                break;
            case 1 or 2:
                Count("declined");
                await payer.PayAsync(url, _random.Next(2) == 0 ? Cards.Declined : Cards.InsufficientFunds);
                break;
            case 3:
                Count("declined, then paid");
                await payer.PayAsync(url, Cards.Declined);
                await payer.PayAsync(url, Cards.Gb);
                break;
            case 4 or 5:
                var passes = _random.Next(4) > 0;
                Count(passes ? "bank satisfied" : "bank not satisfied");
                if (await payer.PayAsync(url, Cards.ChallengeRequired) is { } challenge) await payer.AnswerChallengeAsync(challenge, passes ? "complete" : "fail");
                break;
            case 6:
                Count("disputed at once");
                await payer.PayAsync(url, _random.Next(3) switch { 0 => Cards.Inquiry, 1 => Cards.NotReceived, _ => Cards.Disputed });
                break;
            case 7 or 8:
                Count("paid by a card that is slow to be refunded");
                await payer.PayAsync(url, _random.Next(2) == 0 ? Cards.RefundPending : Cards.RefundFails);
                break;
            default:
                Count("paid");
                await payer.PayAsync(url, Cards.Gb);
                break;
        }
    }

    private async Task WebhooksAsync()
    {
        switch (_random.Next(5))
        {
            case 0:
                await Shop.Payments.DropWebhooksAsync();
                Count("webhooks lost");
                break;
            case 1:
                await Shop.Payments.ControlAsync("webhooks/mode", new() { ["duplicate"] = 3, ["order"] = "shuffle" });
                Count("webhooks tripled and shuffled");
                break;
            case 2:
                await Shop.Payments.ControlAsync("webhooks/mode", new() { ["order"] = "reverse" });
                Count("webhooks reversed");
                break;
            default:
                await Shop.Payments.ControlAsync("webhooks/mode");
                break;
        }
    }

    private async Task TroubleAsync()
    {
        var kind = Troubles[_random.Next(Troubles.Length)];
        await Shop.Payments.OrderFaultAsync(kind, _random.Next(2) == 0 ? "POST" : "GET", "/v1/checkout/sessions*", times: _random.Next(1, 5));
        Count("Stripe " + kind);
    }

    private async Task TimePassesAsync(TimeSpan by)
    {
        await Shop.Payments.AdvanceAsync(by);
        await AliveAsync("swept", () => Shop.SendAsync(new SweepPayments(AlsoOpen: false)));
        await AliveAsync("refunds swept", () => TryAsync(new SweepRefunds()));
        if (_random.Next(3) == 0) await AliveAsync("events read", () => TryAsync(new ReadStripeEvents()));
        if (by > TimeSpan.FromDays(1)) await AliveAsync("lapsed", () => TryAsync(new LapseOrders()));
    }

    /// <summary>Around the commit of a command, or wherever it happens to wait: in the database, or for Stripe.</summary>
    private void PlanDeath()
    {
        _dieWithin = _random.Next(1, 12);
        var command = Commands[_random.Next(Commands.Length)];
        switch (_random.Next(4))
        {
            case 0: Shop.Mortality.DieBeforeCommitOf(command, _random.Next(1, 4)); break;
            case 1: Shop.Mortality.DieAfterCommitOf(command, _random.Next(1, 4)); break;
            default: Shop.Mortality.DieAtStep(_random.Next(1, 300)); break;
        }
    }

    /// <summary>Whatever the plan was, it is dead now; then it is started, and does what it does at every start.</summary>
    private async Task DieAsync()
    {
        Count($"died {Shop.Mortality.DiedAt ?? "while idle"}");
        Shop.Mortality.DieNow();
        await Shop.StartAgainAsync();
        (Deaths, _dieWithin) = (Deaths + 1, null);
        await TryAsync(new SweepPayments(AlsoOpen: true));
    }

    /// <summary>The default value when the shop died of it; any other failure is the run's.</summary>
    private async Task<T?> AliveAsync<T>(string what, Func<Task<T>> step)
    {
        try
        {
            var result = await step();
            if (!Shop.Mortality.IsDead) Count(what);
            return result;
        }
        catch (Exception) when (Shop.Mortality.IsDead)
        {
            return default;
        }
        finally
        {
            // Some survive the exception and go on without a database: dead all the same.
            if (Shop.Mortality.IsDead) await DieAsync();
        }
    }

    /// <summary>Does nothing when Stripe is in trouble.</summary>
    private async Task<int> TryAsync<T>(IRequest<T> request)
    {
        try
        {
            await Shop.SendAsync(request);
            return 1;
        }
        catch (PaymentProviderUnavailableException)
        {
            return 0;
        }
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
