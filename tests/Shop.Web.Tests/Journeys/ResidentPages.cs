using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Kernel.Auditing;
using Shop.Orders;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;
using Shop.Payments.Contracts;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Journeys;

/// <summary>A shop with an order in every state, and the windows of people who look at it.</summary>
public sealed class ResidentPages : IAsyncLifetime
{
    private static readonly Actor Officer = new(Guid.NewGuid(), "Kim Officer");
    private readonly Chromium _chromium = new();
    private readonly Dictionary<string, string> _orders = [];

    public PagesShop Shop { get; } = new();

    /// <summary>Somebody with an empty basket.</summary>
    public IPage Guest { get; private set; } = null!;

    /// <summary>Somebody with a skip permit, whose documents are uploaded, trade sacks and certificates in the basket.</summary>
    public IPage Buyer { get; private set; } = null!;

    /// <summary>The line of the skip permit, as /basket/lines/…</summary>
    public string SkipLine { get; private set; } = "";

    /// <summary>Keys to the pages on which orders are paid, by the order's state.</summary>
    public Dictionary<string, string> PayLinks { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Shop.InitializeAsync();
        await _chromium.InitializeAsync();
        Guest = await NewcomerAsync();
        Buyer = await NewcomerAsync();
        await FillBasketAsync();
        await OrderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await Shop.DisposeAsync();
    }

    public Task<IPage> NewcomerAsync() => _chromium.OpenAsync(Shop.Address);

    /// <summary>The page of the order in that state.</summary>
    public Task<IPage> OrderAsync(string state, string page = "") => Guest.AtAsync($"/orders/{_orders[state]}{page}");

    /// <summary>A resident who has just asked for a link for somebody else.</summary>
    public async Task<IPage> SharedAsync()
    {
        await OrderAsync("to pay");
        return await Guest.SendAsync("Get a link for somebody else");
    }

    /// <summary>The basket of somebody who chose before a price rose and a service was withdrawn.</summary>
    public async Task<IPage> ChangedBasketAsync()
    {
        var page = await NewcomerAsync();
        await AddSacksAsync(page);
        await AddCertificatesAsync(page);
        var seed = Shop.Services.GetRequiredService<Kernel.ShopSettings>().SeedData;
        try
        {
            await ImportAsync(SeedCopy.With(seed, Path.Combine(Shop.Folder, "seed"), 11_000, "certificate-copy"));
            return await page.AtAsync("/basket");
        }
        finally
        {
            await ImportAsync(seed);
        }
    }

    private async Task ImportAsync(string folder) => Assert.Empty((await Shop.SendAsync(new ImportCatalogue(folder))).Faults);

    private async Task FillBasketAsync()
    {
        await AddSacksAsync(Buyer);
        await AddCertificatesAsync(Buyer);
        await Buyer.GotoAsync("/services/skip-permit/details?option-length=2-weeks");
        var start = DateOnly.FromDateTime(Shop.Now).AddDays(40);
        await Steps.FillAsync(Buyer, Steps.SkipPermit(start));
        await Steps.ChooseAsync(Buyer, Steps.SkipPermitChoices);
        await Buyer.SendAsync("Continue");
        SkipLine = new Uri(Buyer.Url).AbsolutePath.Replace("/documents", "", StringComparison.Ordinal);
        var files = Buyer.Locator("main input[type=file]");
        await files.Nth(0).SetInputFilesAsync(Steps.Pdf("insurance.pdf"));
        await files.Nth(1).SetInputFilesAsync(Steps.Pdf("a site plan with a long name, as telephones give them 2026-11-23T10:15:59.pdf"));
        await Buyer.SendAsync("Continue");
        await Buyer.SendAsync("/checkout/contact", "Continue", new() { ["name"] = "Sam Taylor", ["email"] = Shopper.Email, ["phone"] = "07700 900123" });
    }

    private static async Task AddSacksAsync(IPage page)
    {
        await page.GotoAsync("/services/trade-sacks/details?quantity=1");
        await Steps.FillAsync(page, new()
        {
            ["business"] = "Taylor & Daughters Ltd",
            ["address-line-1"] = "1 High Street",
            ["address-town"] = "Larkmere",
            ["address-postcode"] = "LM1 4AB",
            ["description"] = "Cardboard",
        });
        await Steps.ChooseAsync(page, new() { ["waste-type"] = "mixed", ["no-hazard"] = "yes" });
        await page.SendAsync("Continue");
    }

    private static async Task AddCertificatesAsync(IPage page)
    {
        await page.GotoAsync("/services/certificate-copy/details?option-type=birth&option-speed=standard&option-reference=known&option-delivery=collect&quantity=2");
        await Steps.FillAsync(page, Steps.Certificates);
        await page.Locator("select[name=reason]").SelectOptionAsync("passport");
        await page.SendAsync("Continue");
    }

    private async Task OrderAsync()
    {
        var skip = await Shop.SkipPermitAsync();
        Keep("to pay", await Shop.OrderAsync(skip, await Shop.CertificatesAsync()));
        Keep("processing", await Shop.OrderWhoseAsync(p => p with { State = PaymentState.Processing, AskedStripe = true }));
        Keep("unknown", await Shop.OrderWhoseAsync(p => p with { LastAttempt = AttemptState.Open, AskedStripe = false }));
        Keep("expired", await Shop.OrderWhoseAsync(p => p with { LastAttempt = AttemptState.Expired, AskedStripe = true }));
        Keep("declined", await Shop.OrderWhoseAsync(p => p with
        {
            LastAttempt = AttemptState.Failed,
            AskedStripe = true,
            DeclineReason = "Your card was declined because there was not enough money in the account.",
        }));
        Keep("fault", await Shop.OrderWhoseAsync(_ => throw new InvalidOperationException("A fault of ours.")));
        Keep("busy", await Shop.OrderWhoseAsync(_ => throw new SqliteException("unable to open database file", 14)));
        var lapsed = Keep("lapsed", await Shop.OrderAsync(skip));
        var payable = await Shop.OrderAsync(skip);
        foreach (var (state, order) in new[] { ("to pay", _orders["to pay"]), ("lapsed", lapsed.LinkToken), ("paid", payable.LinkToken) })
            PayLinks[state] = (await Shop.SendAsync(new MakePayLink(order)))!;
        await Shop.PayAsync(payable, "ch_by_somebody_else");
        await Shop.LapseAsync(lapsed);
        var withdrawn = Keep("withdrawn", await Shop.OrderAsync(skip));
        await Shop.SendAsync(new WithdrawOrder(withdrawn.OrderId));
        await Shop.PayAsync(Keep("checking", await Shop.OrderAsync(skip)), "ch_wrong", 1);
        Keep("free", await Shop.OrderAsync(await Shop.LineAsync("clinical-waste")));
        await PaidAsync();
    }

    private async Task PaidAsync()
    {
        var skip = await Shop.SkipPermitAsync();
        var search = await Shop.LineAsync("land-search", 1, ("parts", "full"), ("property", "residential"), ("extra-parcels", "0"));
        Keep("paid", await Shop.PaidOrderAsync(skip, await Shop.CertificatesAsync(), search));
        await Shop.PayAsync(Keep("paid twice", await Shop.PaidOrderAsync(skip)), "ch_second");
        var done = Keep("fulfilled", await Shop.PaidOrderAsync(skip));
        await Shop.SendAsync(new FulfilLine(done.Reference, await LineOfAsync(done), TeamScope.All, Officer));
        var refused = Keep("refused", await Shop.PaidOrderAsync(skip));
        await Shop.SendAsync(new RefuseLine(refused.Reference, await LineOfAsync(refused), TeamScope.All, Officer, "The road is too narrow for a skip. Ask for a suspended bay.", []));
        var payment = (await Shop.SendAsync(new GetPayment(refused.Reference.Value)))!;
        await Shop.PublishAsync(new PaymentRefunded(payment.PaymentId, payment.Reference, 7_100));
    }

    private CreateOrderResult.Created Keep(string state, CreateOrderResult.Created order)
    {
        _orders[state] = order.LinkToken;
        return order;
    }

    private async Task<Guid> LineOfAsync(CreateOrderResult.Created order) =>
        (await Shop.SendAsync(new GetStaffOrder(order.Reference, TeamScope.All)))!.Lines[0].LineId;
}
