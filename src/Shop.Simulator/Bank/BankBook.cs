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
/// a day or two late, some pairs come as one line, of some the bank keeps a charge, one that failed is sent back or never
/// comes, and other people's money passes through the same account.
/// </summary>
public sealed class BankBook(int seed, long openingPence)
{
    public const string Rent = "ALLOTMENT RENT";
    public const string TaxOffice = "HMRC VAT REPAYMENT";
    public const string ReturnWords = "RETURNED STRIPE";
    public const string ChargeWords = "LESS CHG 0.35";

    /// <summary>What the bank keeps when it keeps something.</summary>
    public const long ChargePence = 35;

    /// <summary>The bank charges for one after so many payouts without.</summary>
    private const int WithoutCharge = 12;

    /// <summary>Smaller payouts come without charge.</summary>
    private const long LeastCharged = 20_00;

    private readonly HashSet<string> _booked = [];
    private readonly HashSet<string> _alone = [];
    private readonly HashSet<string> _returned = [];
    private readonly Faker _faker = new("en_GB") { Random = new Randomizer(seed) };
    private readonly List<BankLine> _coming = [];
    private int _number;
    private int _sinceCharge = WithoutCharge - 2;

    public int Statements => _number;

    public int Late { get; private set; }

    public int Merged { get; private set; }

    public int ChargedPayouts { get; private set; }

    /// <summary>Payouts that were on the account and went back.</summary>
    public int Returned => _returned.Count;

    /// <summary>Other people's money so far, in pence.</summary>
    public List<BankLine> Foreign { get; } = [];

    /// <summary>What moved on the account since the first statement.</summary>
    public long MovedPence { get; private set; }

    /// <summary>Of Stripe's payouts, what came on a statement, with the charges the bank kept; those that went back are not counted.</summary>
    public long ArrivedPence { get; private set; }

    public DateOnly? StatementsUntil { get; private set; }

    /// <summary>Whether the payout is the whole of a line of a statement.</summary>
    public bool CameAlone(string payoutId) => _alone.Contains(payoutId);

    /// <summary>The next statement: everything that reached the account up to a day, each payout once.</summary>
    /// <param name="payouts">All of Stripe's payouts so far, oldest first.</param>
    public BankStatement Next(IReadOnlyList<SandboxPayout> payouts, DateOnly from, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(payouts);
        BookPayouts([.. payouts.Where(p => p.ReachedBank && p.ArrivalDate <= until && !_booked.Contains(p.Id))]);
        foreach (var payout in payouts.Where(p => p is { ReachedBank: true, FailedAt: not null } && _returned.Add(p.Id)))
            Come(Later(payout.ArrivalDate, DateOnly.FromDateTime(payout.FailedAt!.Value.UtcDateTime)), -payout.AmountPence, ReturnWords, payout.TraceId);
        AddForeign(from, until);
        var lines = _coming.Where(l => l.Date <= until).OrderBy(l => l.Date).ToList();
        _coming.RemoveAll(l => l.Date <= until);
        var statement = new BankStatement(++_number, from, until, openingPence + MovedPence, lines);
        MovedPence += lines.Sum(l => l.AmountPence);
        ArrivedPence += lines.Where(l => l.Text.Contains("STRIPE", StringComparison.Ordinal)).Sum(l => l.AmountPence + (l.Text.Contains(ChargeWords, StringComparison.Ordinal) ? ChargePence : 0));
        StatementsUntil = until;
        return statement;
    }

    private void BookPayouts(List<SandboxPayout> arrived)
    {
        for (var i = 0; i < arrived.Count; i++)
        {
            var payout = arrived[i];
            _booked.Add(payout.Id);
            _sinceCharge++;
            var isPlain = payout is { AmountPence: > 0, FailedAt: null };
            if (isPlain && i + 1 < arrived.Count && arrived[i + 1] is { AmountPence: > 0, FailedAt: null } && _faker.Random.Bool(0.1f)) Merge(payout, arrived[++i]);
            else if (isPlain && _sinceCharge >= WithoutCharge && payout.AmountPence >= LeastCharged) Charge(payout);
            else BookOne(payout, isPlain && _faker.Random.Bool(0.08f) ? _faker.Random.Int(1, 2) : 0);
        }
    }

    private void Merge(SandboxPayout first, SandboxPayout second)
    {
        _booked.Add(second.Id);
        Merged++;
        Come(second.ArrivalDate, first.AmountPence + second.AmountPence, "STRIPE PAYMENTS UK LTD 2 ITEMS", second.TraceId);
    }

    private void Charge(SandboxPayout payout)
    {
        ChargedPayouts++;
        _sinceCharge = 0;
        Come(payout.ArrivalDate, payout.AmountPence - ChargePence, $"STRIPE PAYMENTS UK LTD {ChargeWords}", payout.TraceId);
    }

    private void BookOne(SandboxPayout payout, int workingDaysLate)
    {
        if (workingDaysLate > 0) Late++;
        else _alone.Add(payout.Id);
        Come(Weekdays.After(payout.ArrivalDate, workingDaysLate), payout.AmountPence, _faker.PickRandom("STRIPE PAYMENTS UK LTD", "STRIPE LARKMERE CC", "STRIPE"), payout.TraceId);
    }

    private void Come(DateOnly date, long pence, string text, string? reference) => _coming.Add(new BankLine(Later(date, StatementsUntil?.AddDays(1) ?? date), pence, text, reference ?? ""));

    private void AddForeign(DateOnly from, DateOnly until)
    {
        foreach (var text in new[] { $"BGC J PATEL {Rent}", $"{TaxOffice} 03" })
        {
            var day = from.AddDays(_faker.Random.Int(0, until.DayNumber - from.DayNumber));
            Foreign.Add(new BankLine(day, _faker.Random.Long(1_250, 90_000), text, $"REF{_faker.Random.Int(10_000, 99_999)}"));
            _coming.Add(Foreign[^1]);
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
