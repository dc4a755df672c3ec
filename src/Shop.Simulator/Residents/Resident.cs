using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bogus;
using Shop.Simulator.Browser;

namespace Shop.Simulator.Residents;

/// <summary>What became of an errand.</summary>
public enum Outcome { Paid, Free, LeftUnpaid, LeftBasket }

/// <summary>One resident with a browser without JavaScript: from the service page to the order's page, through every page on the way.</summary>
internal sealed class Resident(Uri shop, Errand errand, Faker faker, DateOnly today) : IDisposable
{
    private const int MostTries = 4;

    /// <summary>Options are picked at random, and some do not go together: the page says so and the resident picks again.</summary>
    private const int MostPicks = 20;

    private const int MostLooks = 60;
    private static readonly IReadOnlyDictionary<string, string> NoMessages = new Dictionary<string, string>();
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    private readonly Visitor _visitor = new(shop);

    /// <summary>Runs the errand to its end.</summary>
    /// <exception cref="InvalidOperationException">A page was not as a resident needs it; the message has the page and its words.</exception>
    public async Task<Outcome> RunAsync()
    {
        foreach (var service in errand.Services) await ChooseAsync(service);
        if (errand.Fate == Fate.LeavesBasket) return Outcome.LeftBasket;
        await GiveContactAsync();
        await _visitor.SubmitAsync("Accept and");
        if (!AtPayment) return Expect(Outcome.Free, _visitor.Address.AbsolutePath.StartsWith("/orders/", StringComparison.Ordinal) || _visitor.Heading.Length > 0);
        return errand.Fate == Fate.LeavesAtPayment ? Outcome.LeftUnpaid : await PayAsync();
    }

    public void Dispose() => _visitor.Dispose();

    private bool AtPayment => _visitor.Address.AbsolutePath.StartsWith("/c/pay/", StringComparison.Ordinal);

    private async Task ChooseAsync(string service)
    {
        for (var picks = 0; picks < MostPicks; picks++)
        {
            await _visitor.GoAsync($"/services/{service}");
            var form = Form("main form[data-live-price], main form[action$='/details']");
            var chosen = form.QuerySelectorAll("[name]").Select(e => e.GetAttribute("name")!).Distinct()
                .Where(n => n.StartsWith("option-", StringComparison.Ordinal)).Select(n => (n, Choice(form, n))).ToList();
            if (form.QuerySelector("[name=quantity]") is not null) chosen.Add(("quantity", faker.Random.WeightedRandom(["1", "2", "3"], [0.7f, 0.2f, 0.1f])));
            await _visitor.GoAsync($"/services/{service}/details?" + string.Join('&', chosen.Select(c => $"{c.n}={Uri.EscapeDataString(c.Item2)}")));
            if (_visitor.Address.AbsolutePath.EndsWith("/details", StringComparison.Ordinal) && _visitor.Errors.Count == 0) break;
        }

        await AnswerAsync();
        if (_visitor.Address.AbsolutePath.EndsWith("/documents", StringComparison.Ordinal)) await UploadAsync();
        Expect(true, _visitor.Address.AbsolutePath == "/basket");
    }

    private string Choice(IHtmlFormElement form, string name) => faker.PickRandom(
        form.QuerySelectorAll($"[name='{name}']").SelectMany(e => e is IHtmlSelectElement select ? select.Options.Select(o => o.Value) : [((IHtmlInputElement)e).Value]).Where(v => v.Length > 0).ToList());

    private async Task AnswerAsync()
    {
        IReadOnlyDictionary<string, string> messages = NoMessages;
        var filler = new FormFiller(faker, today);
        for (var tries = 0; tries < MostTries && _visitor.Address.AbsolutePath.EndsWith("/details", StringComparison.Ordinal); tries++)
        {
            var form = Form("main form[method=post]");
            var values = filler.Fill(form, messages);
            if (tries > 0) values.RemoveAll(v => !messages.ContainsKey(v.Name));
            await _visitor.SubmitAsync("Continue", [.. values]);
            messages = FormFiller.Messages(_visitor.Page);
        }
    }

    private Task UploadAsync()
    {
        var files = _visitor.Page.QuerySelectorAll<IHtmlInputElement>("main form input[type=file]")
            .Where(f => f.Owner?.QuerySelector($"label[for='{f.Id}']")?.TextContent.Contains("(optional)", StringComparison.Ordinal) != true)
            .Select(f => (f.Name!, "document.pdf", Pdf)).ToArray();
        return _visitor.SubmitAsync("Continue", [], files);
    }

    private async Task GiveContactAsync()
    {
        await _visitor.GoAsync("/checkout/contact");
        var name = faker.Name.FullName();
        var fields = new List<(string, string)> { ("name", name), ("email", faker.Internet.Email(provider: "example.com", uniqueSuffix: $".{errand.Number}")) };
        if (_visitor.Page.QuerySelector("[name=address-line-1]") is not null)
            fields.AddRange([("address-line-1", $"{faker.Random.Int(1, 90)} Mere Road"), ("address-town", "Larkmere"), ("address-postcode", "LM2 7QT")]);
        await _visitor.SubmitAsync("Continue", [.. fields]);
        Expect(true, _visitor.Address.AbsolutePath == "/checkout/check");
    }

    private async Task<Outcome> PayAsync()
    {
        if (errand.Fate == Fate.DeclinedFirst)
        {
            await PayWithAsync(faker.PickRandom("4000000000000002", "4000000000009995", "4000000000000069"));
            Expect(true, AtPayment && _visitor.Status == HttpStatusCode.OK);
        }

        if (errand.Fate == Fate.NeverReturns) _visitor.FollowOnly = next => next.Port != shop.Port;
        await PayWithAsync(errand.Fate switch { Fate.Challenged => "4000002760003184", Fate.Disputes => "4000000000000259", _ => errand.Card });
        if (errand.Fate == Fate.Challenged) await _visitor.SubmitAsync("Complete");
        if (errand.Fate == Fate.NeverReturns) return Outcome.Paid;
        for (var looks = 0; looks < MostLooks && !IsPaid; looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            await _visitor.GoAsync(_visitor.Address.PathAndQuery);
        }

        return Expect(Outcome.Paid, IsPaid);
    }

    /// <summary>On a busy machine the page may first say that it waits for Stripe: a resident looks again.</summary>
    private bool IsPaid => _visitor.MainText.Contains("Payment received", StringComparison.OrdinalIgnoreCase);

    private Task PayWithAsync(string card) =>
        _visitor.SubmitAsync("Pay £", ("number", card), ("expiry", "12/40"), ("cvc", "123"), ("name", "S Taylor"), ("postcode", "LM2 7QT"));

    private IHtmlFormElement Form(string selector) => _visitor.Page.QuerySelector<IHtmlFormElement>(selector) ?? throw Lost();

    private T Expect<T>(T value, bool holds) => holds ? value : throw Lost();

    private InvalidOperationException Lost() => new(
        $"Resident {errand.Number} ({string.Join(", ", errand.Services)}, {errand.Fate}) is lost at {_visitor.Address} ({(int)_visitor.Status}): {string.Join("; ", _visitor.Errors)} {_visitor.MainText[..Math.Min(300, _visitor.MainText.Length)]}");
}
