using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Shop.Benchmarks;

/// <summary>
/// P4, P5, P12: guests who go through every page, pay at the sandbox's hosted page and come back to a paid order.
/// Afterwards the database is asked whether an order was lost or doubled.
/// </summary>
internal static partial class CheckoutRate
{
    private const int Guests = 16;

    public static async Task RunAsync(ShopUnderTest shop, TimeSpan time)
    {
        await RoundAsync(shop, time);
        var before = PaidOrders(shop);
        var round = await RoundAsync(shop, time);
        var paid = PaidOrders(shop) - before;
        var p99 = round.Pages.Order().ElementAt((int)(round.Pages.Count * 0.99));
        Console.WriteLine($"Guest checkouts at {Guests} connections (P4, must 100, aim 300): {round.Done / round.Elapsed.TotalSeconds:N1}/s ({round.Done} in {round.Elapsed.TotalSeconds:N1} s, the guests sharing the processors)");
        Console.WriteLine($"p99 of a page of the shop on the way (P5, must 360 ms, aim 100 ms): {p99.TotalMilliseconds:N0} ms");
        Console.WriteLine($"Errors (P12, must 0): {round.Errors}; told paid {round.Done}, paid orders {paid}, lost or doubled {Math.Abs(round.Done - paid)}");
        Console.WriteLine($"Memory after {PaidOrders(shop)} orders (P9): {shop.MemoryMiB():0} MiB (must 300, aim 200)");
    }

    private sealed record Round(int Done, int Errors, TimeSpan Elapsed, IReadOnlyCollection<TimeSpan> Pages);

    private static async Task<Round> RoundAsync(ShopUnderTest shop, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        int done = 0, errors = 0;
        var pages = new System.Collections.Concurrent.ConcurrentBag<TimeSpan>();
        await Task.WhenAll(Enumerable.Range(0, Guests).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < time)
            {
                using var guest = new Guest(shop.Address, pages);
                try
                {
                    await guest.BuyAsync();
                    Interlocked.Increment(ref done);
                }
                catch (InvalidOperationException e)
                {
                    if (Interlocked.Increment(ref errors) <= 3) Console.Error.WriteLine(e.Message);
                }
            }
        })));
        return new Round(done, errors, clock.Elapsed, pages);
    }

    private static int PaidOrders(ShopUnderTest shop)
    {
        using var connection = new SqliteConnection($"Data Source={shop.Database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM orders_order WHERE State = 'Paid'";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One guest with cookies of their own. Sends what each form contains and little else.</summary>
    private sealed partial class Guest(Uri shop, System.Collections.Concurrent.ConcurrentBag<TimeSpan> pages) : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        private readonly Dictionary<(int Port, string Name), string> _cookies = [];
        private string _page = "";
        private Uri? _at;

        public async Task BuyAsync()
        {
            await GoAsync("/services/trade-sacks");
            await GoAsync("/services/trade-sacks/details?quantity=1");
            await SendAsync(Answers);
            await GoAsync("/checkout/contact");
            await SendAsync(new() { ["name"] = "Sam Taylor", ["email"] = "sam.taylor@example.com" });
            await SendAsync([]);
            await SendAsync(new() { ["number"] = "4242424242424242", ["expiry"] = "12/40", ["cvc"] = "123", ["name"] = "Sam Taylor", ["postcode"] = "LM2 7QT" });
            if (!_page.Contains("Payment received", StringComparison.Ordinal)) throw new InvalidOperationException($"Not paid at {_at}: {Heading()}");
        }

        public void Dispose() => _client.Dispose();

        private Task GoAsync(string path) => RequestAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(shop, path)));

        /// <summary>Posts the page's own form: its hidden and text fields as they stand, with these on top where the form has them.</summary>
        private Task SendAsync(Dictionary<string, string> typed)
        {
            var form = FormPattern().Matches(_page).Select(m => m.Value).FirstOrDefault(f => f.Contains("method=\"post\"", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"No form to send at {_at}: {Heading()}");
            var fields = FieldPattern().Matches(form).Select(m => m.Groups["name"].Value).Distinct().ToDictionary(name => name, _ => "", StringComparer.Ordinal);
            foreach (Match hidden in HiddenPattern().Matches(form)) fields[Attribute(hidden.Value, "name")] = WebUtility.HtmlDecode(Attribute(hidden.Value, "value"));
            foreach (var (name, value) in typed.Where(t => fields.ContainsKey(t.Key))) fields[name] = value;
            var action = Attribute(form[..form.IndexOf('>', StringComparison.Ordinal)], "action");
            var target = action.Length == 0 ? _at! : new Uri(_at!, WebUtility.HtmlDecode(action));
            return RequestAsync(() => new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) });
        }

        private async Task RequestAsync(Func<HttpRequestMessage> first)
        {
            var make = first;
            for (var hops = 0; hops < 8; hops++)
            {
                using var request = make();
                var ours = request.RequestUri!.Port == shop.Port;
                var cookies = _cookies.Where(c => c.Key.Port == request.RequestUri.Port).Select(c => $"{c.Key.Name}={c.Value}").ToList();
                if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies));
                var clock = Stopwatch.StartNew();
                using var answer = await _client.SendAsync(request);
                _page = await answer.Content.ReadAsStringAsync();
                if (ours) pages.Add(clock.Elapsed);
                if (answer.Headers.TryGetValues("Set-Cookie", out var set)) foreach (var cookie in set) Keep(request.RequestUri.Port, cookie);
                _at = request.RequestUri!;
                if ((int)answer.StatusCode is 302 or 303)
                {
                    var next = new Uri(_at, answer.Headers.Location!);
                    make = () => new HttpRequestMessage(HttpMethod.Get, next);
                    continue;
                }

                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{(int)answer.StatusCode} at {_at}: {Heading()}");
                return;
            }
        }

        /// <summary>Something true for every question of the service measured.</summary>
        private static readonly Dictionary<string, string> Answers = new()
        {
            ["business"] = "Taylor and Daughters",
            ["address-line-1"] = "1 High Street",
            ["address-town"] = "Larkmere",
            ["address-postcode"] = "LM1 4AB",
            ["waste-type"] = "mixed",
            ["description"] = "Cardboard",
            ["no-hazard"] = "yes",
        };

        private string Heading() => HeadingPattern().Match(_page).Groups["text"].Value.Trim() + string.Join("; ", ErrorPattern().Matches(_page).Select(m => m.Groups["text"].Value.Trim()));

        private void Keep(int port, string cookie)
        {
            var pair = cookie[..(cookie.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? end : cookie.Length)].Split('=', 2);
            _cookies[(port, pair[0])] = pair[1];
        }

        private static string Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value;

        [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
        private static partial Regex FormPattern();

        [GeneratedRegex("<(?:input|select|textarea)\\b[^>]*\\bname=\"(?<name>[^\"]+)\"[^>]*>")]
        private static partial Regex FieldPattern();

        [GeneratedRegex("<input\\b[^>]*type=\"hidden\"[^>]*>")]
        private static partial Regex HiddenPattern();

        [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.Singleline)]
        private static partial Regex HeadingPattern();

        [GeneratedRegex("govuk-error-message[^>]*>(?<text>.*?)</p>", RegexOptions.Singleline)]
        private static partial Regex ErrorPattern();
    }
}
