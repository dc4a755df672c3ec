using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalogue;
using Shop.Kernel;
using Shop.Orders;
using Shop.Web.Tests.Accounts;

namespace Shop.Web.Tests.Journeys.Hostile;

/// <summary>
/// Every form of every page, found by walking through the shop as each kind of person at the end of a month. A page nobody comes to, or
/// something that can be posted and no form was found for, is a fault of this test. The services' own forms have a test of their own.
/// </summary>
public sealed class HostileFormTests(MonthEnd month) : IClassFixture<MonthEnd>
{
    private PagesShop Shop => month.Shop;

    [Fact]
    public async Task Forms_OfEveryPage_RefuseOrAreHarmless()
    {
        var pages = new DeclaredPages(Shop);
        var people = await WalkAsync(pages);
        var faults = people.SelectMany(p => p.Faults).ToList();
        var routes = Opening.RoutesOf(Shop, staff: false).Concat(Opening.RoutesOf(Shop, staff: true)).Except(["errors/{code:int}", "finance/stripe/read"]);
        faults.AddRange(routes.Except(people.SelectMany(p => p.Routes)).Select(r => $"Nobody came to /{r}"));

        using var rows = new Rows(Path.Combine(Shop.Folder, "shop.db"));
        rows.Save();
        var attacked = new HashSet<string>();
        var met = new HashSet<string>();
        foreach (var person in people)
        {
            var forms = new Queue<FormOnPage>(person.Forms);
            while (forms.TryDequeue(out var form))
            {
                if (!met.Add(KindOf(form, pages))) continue;
                attacked.Add(pages.HandlerOf(form));
                if (form.Target.AbsolutePath.StartsWith("/services/", StringComparison.Ordinal)) continue;
                var attack = new FormAttack(form, person.Cookies, rows);
                foreach (var next in await attack.SendAsItIsAsync()) forms.Enqueue(next);
                faults.AddRange(await attack.RunAsync());
            }

            person.Dispose();
        }

        faults.AddRange((await pages.PostHandlersAsync()).Except(attacked).Select(h => $"No form posted to /{h}"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What two forms have in common that ask the same; one service's questions are like another's.</summary>
    private static string KindOf(FormOnPage form, DeclaredPages pages)
    {
        var handler = $"{form.Method} {pages.HandlerOf(form)}";
        return handler.EndsWith("/change", StringComparison.Ordinal) ? handler : $"{handler}: {string.Join(' ', form.Names.Concat(form.Files).Order(StringComparer.Ordinal))}";
    }

    private async Task<IReadOnlyList<Wanderer>> WalkAsync(DeclaredPages pages)
    {
        var payLink = await Shop.SendAsync(new MakePayLink(month.Unpaid.LinkToken));
        var earlier = new Shopper(Shop.Address);
        await earlier.AddTradeSacksAsync();
        var seed = SeedCopy.With(Shop.Services.GetRequiredService<ShopSettings>().SeedData, Path.Combine(Shop.Folder, "seed"), 11_000);
        Assert.Empty((await Shop.SendAsync(new ImportCatalogue(seed))).Faults);
        var shopper = new Shopper(Shop.Address);
        await shopper.AddSkipPermitAsync(DateOnly.FromDateTime(Shop.Now).AddDays(40));
        var documents = shopper.Visitor.Address.AbsolutePath;
        var files = shopper.Visitor.Page.QuerySelectorAll("main input[type=file]").Select(e => e.GetAttribute("name")!);
        await shopper.Visitor.SubmitAsync("Continue", [], [.. files.Select(f => (f, "plan.pdf", Shopper.Pdf(f)))]);
        await shopper.GiveContactAsync();
        return
        [
            await WandererAsync(earlier.Visitor, pages, "/basket"),
            await WandererAsync(shopper.Visitor, pages, "/", "/search?q=skip", "/basket", documents, "/checkout/contact", "/checkout/check",
                $"/orders/{month.Unpaid.LinkToken}", $"/orders/{month.Lapsed.LinkToken}", $"/orders/{month.Fulfilled.LinkToken}", $"/pay/{payLink}", "/staff/sign-in"),
            await WandererAsync(await Shop.SignedInAsync(StaffRole.FinanceOfficer), pages, "/staff",
                $"/finance/refunds/{month.DashboardRefund}/act", $"/finance/refunds/{month.FailedRefund}/act", $"/finance/bank/uploads/{month.Bank.Upload}",
                "/finance/exports/new", $"/finance/exports/{month.Batches[1]}", $"/finance/exports/{month.Batches[2]}"),
            await WandererAsync(await Shop.SignedInAsync(StaffRole.SeniorAccountant), pages, "/staff"),
            await WandererAsync(await Shop.SignedInAsync(StaffRole.ServiceOfficer, "street-works"), pages, "/staff", $"/staff/orders/{month.Unpaid.Reference}/pay-link", "/staff/sign-out"),
            await WandererAsync(await Shop.SignedInAsync(StaffRole.Administrator), pages, "/staff"),
        ];
    }

    private static async Task<Wanderer> WandererAsync(Visitor visitor, DeclaredPages pages, params string[] from)
    {
        var wanderer = new Wanderer(visitor, pages);
        await wanderer.WalkAsync(from);
        return wanderer;
    }
}
