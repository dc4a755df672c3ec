using Bogus;

namespace Shop.Simulator.Bank;

/// <summary>A line of the council's bank account. Pence; money out is below zero.</summary>
public sealed record BankLine(DateOnly Date, long AmountPence, string Text, string Reference);

/// <summary>One statement: its lines between an opening and a closing balance in pence.</summary>
public sealed record BankStatement(int Number, DateOnly From, DateOnly Until, long OpeningPence, IReadOnlyList<BankLine> Lines)
{
    public long ClosingPence => OpeningPence + Lines.Sum(l => l.AmountPence);
}

/// <summary>
/// The bank's side of the story, made from what Stripe says it paid out and from nothing of the shop's: some payouts come
/// a day or two late, some pairs come as one line, a payout that failed never comes, and other people's money passes
/// through the same account.
/// </summary>
public sealed class BankBook(int seed, long openingPence)
{
    private readonly HashSet<string> _booked = [];
    private readonly Faker _faker = new("en_GB") { Random = new Randomizer(seed) };
    private readonly List<BankLine> _coming = [];
    private long _balance = openingPence;
    private int _number;

    public int Late { get; private set; }

    public int Merged { get; private set; }

    /// <summary>Other people's money so far, in pence.</summary>
    public List<BankLine> Foreign { get; } = [];

    /// <summary>The next statement: everything that reached the account up to a day, each payout once.</summary>
    /// <param name="payouts">All of Stripe's payouts so far, oldest first.</param>
    public BankStatement Next(IReadOnlyList<SandboxPayout> payouts, DateOnly from, DateOnly until)
    {
        var arrived = payouts.Where(p => p.Status is "paid" or "in_transit" && p.AmountPence != 0 && !_booked.Contains(p.Id)).ToList();
        for (var i = 0; i < arrived.Count; i++)
        {
            var payout = arrived[i];
            if (payout.ArrivalDate > until) continue;
            _booked.Add(payout.Id);
            if (i + 1 < arrived.Count && arrived[i + 1].ArrivalDate <= until && payout.AmountPence > 0 && arrived[i + 1].AmountPence > 0 && _faker.Random.Bool(0.08f))
            {
                var second = arrived[++i];
                _booked.Add(second.Id);
                Merged++;
                _coming.Add(new(second.ArrivalDate, payout.AmountPence + second.AmountPence, "STRIPE PAYMENTS UK LTD 2 ITEMS", second.TraceId ?? ""));
                continue;
            }

            var late = _faker.Random.Bool(0.06f) ? _faker.Random.Int(1, 2) : 0;
            if (late > 0) Late++;
            _coming.Add(new(WorkingDaysLater(payout.ArrivalDate, late), payout.AmountPence, _faker.PickRandom("STRIPE PAYMENTS UK LTD", "STRIPE LARKMERE CC", "STRIPE"), payout.TraceId ?? ""));
        }

        AddForeign(from, until);
        var lines = _coming.Where(l => l.Date <= until).OrderBy(l => l.Date).ToList();
        _coming.RemoveAll(l => l.Date <= until);
        var statement = new BankStatement(++_number, from, until, _balance, lines);
        _balance = statement.ClosingPence;
        return statement;
    }

    private void AddForeign(DateOnly from, DateOnly until)
    {
        foreach (var text in new[] { "BGC J PATEL ALLOTMENT RENT", "HMRC VAT REPAYMENT 03" })
        {
            var line = new BankLine(from.AddDays(_faker.Random.Int(1, Math.Max(1, until.DayNumber - from.DayNumber - 1))), _faker.Random.Long(1_250, 90_000), text, $"REF{_faker.Random.Int(10_000, 99_999)}");
            Foreign.Add(line);
            _coming.Add(line);
        }
    }

    private static DateOnly WorkingDaysLater(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return day;
    }
}
