using System.Diagnostics;
using System.Globalization;
using Bogus;
using Shop.Simulator.Bank;
using Shop.Simulator.Council;
using Shop.Simulator.Proof;
using Shop.Simulator.Residents;

namespace Shop.Simulator;

/// <summary>
/// Plays months of a council's life: each day residents come, officers decide, the bank and Stripe move; each week the
/// bank's statement is imported, matched and explained. Everything goes through the shop's own pages.
/// </summary>
/// <param name="onTheWay">What happens to a statement between the bank and the officer; nothing, as a rule.</param>
public sealed class Quarter(SimulatorOptions options, RunningShop shop, SandboxControl sandbox, TextWriter screen, Func<BankStatement, BankStatement>? onTheWay = null)
{
    private const int OrdersAVisit = 25;

    /// <summary>A bank sends a payout back within so many days.</summary>
    private const int DaysToFail = 7;

    /// <summary>From the second week on: before, hardly anything was paid out.</summary>
    private const int FirstFailure = 7;

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly TimeOnly Morning = new(9, 30), Night = new(23, 0);
    private readonly Faker _faker = new("en_GB") { Random = new Randomizer(options.Seed) };
    private readonly Dictionary<Outcome, int> _outcomes = [];
    private readonly BankBook _bank = new(options.Seed, openingPence: 1_250_000_00);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _errand;
    private int _disputesAnswered;
    private int _payoutsFailed;

    public async Task<Summary> PlayAsync()
    {
        using var admin = await Officer.SignInAsync(shop.Address, shop.Administrator);
        var people = new Administrator(admin);
        using var team = await Officer.SignInAsync(shop.Address, await people.AddAsync("ServiceOfficer", "Tess Marsh"));
        using var senior = await Officer.SignInAsync(shop.Address, await people.AddAsync("SeniorAccountant", "Noor Shah"));
        using var income = await Officer.SignInAsync(shop.Address, shop.IncomeOfficer);
        var (teams, refunds, banking) = (new TeamOfficer(team, new Faker("en_GB") { Random = new Randomizer(options.Seed) }), new RefundOfficer(income, senior), new BankOfficer(income));
        await banking.SetUpAsync();
        var plan = new Plan(Today(await sandbox.NowAsync()).AddDays(1), options);
        for (var day = plan.Start; day < plan.End; day = day.AddDays(1))
        {
            await sandbox.UntilDeliveredAsync();
            await sandbox.AdvanceToAsync(At(day, Morning));
            if (Plan.IsStatementDay(day) && day > plan.Start) await BankAsync(banking, plan, day.AddDays(-1));
            await Task.WhenAll(ResidentsAsync(day, plan.ResidentsOn(day)), Weekdays.Is(day) ? OfficeAsync(teams, refunds, plan, day) : Task.CompletedTask);
            Progress(day, day.DayNumber - plan.Start.DayNumber + 1, plan.Days);
        }

        await sandbox.UntilDeliveredAsync();
        await sandbox.AdvanceToAsync(At(plan.End.AddDays(-1), Night));
        await BankAsync(banking, plan, plan.End.AddDays(-1));
        screen.WriteLine();
        return await SummariseAsync(income, banking, teams, plan);
    }

    private async Task<Summary> SummariseAsync(Officer income, BankOfficer banking, TeamOfficer teams, Plan plan)
    {
        await sandbox.UntilDeliveredAsync();
        await banking.ReadStripeAsync();
        var word = await StripeWord.AskAsync(sandbox);
        var reckoning = Reckoning.Of(word, await ShopWord.ReadAsync(income, plan.Start, plan.End.AddDays(-1)), _bank, banking);
        return new Summary(new Played(_outcomes, teams.Fulfilled, teams.Refused, _bank, _clock.Elapsed, options.Seed), word, reckoning);
    }

    private async Task OfficeAsync(TeamOfficer teams, RefundOfficer refunds, Plan plan, DateOnly day)
    {
        await teams.WorkAsync(OrdersAVisit);
        if (plan.GivesBack(day)) await refunds.GiveBackAsync();
        foreach (var dispute in await sandbox.OpenDisputesAsync()) await sandbox.AnswerDisputeAsync(dispute, win: _disputesAnswered++ % 2 == 0);
        if (_payoutsFailed <= plan.Month(day) && day >= plan.Start.AddDays(FirstFailure)) await FailPayoutAsync(day);
    }

    /// <summary>One a month: the first on its way to the bank, the second after it was on the account, the third when it was on a statement, and so on in turn.</summary>
    private async Task FailPayoutAsync(DateOnly day)
    {
        var payouts = (await sandbox.PayoutsAsync()).Where(p => p is { AmountPence: > 0, FailedAt: null } && p.ArrivalDate > day.AddDays(-DaysToFail)).ToList();
        var payout = (_payoutsFailed % 3) switch
        {
            0 => payouts.FindLast(p => p.Status == "in_transit"),
            1 => payouts.FindLast(p => p.Status == "paid" && !(p.ArrivalDate <= _bank.StatementsUntil)),
            _ => payouts.FindLast(p => p.Status == "paid" && _bank.CameAlone(p.Id)),
        };
        if (payout is null) return;
        await sandbox.FailPayoutAsync(payout.Id);
        _payoutsFailed++;
    }

    /// <summary>The statement of the days since the last one is made from Stripe's payouts and taken to the officer.</summary>
    private async Task BankAsync(BankOfficer officer, Plan plan, DateOnly until)
    {
        var statement = _bank.Next(await sandbox.PayoutsAsync(), _bank.StatementsUntil?.AddDays(1) ?? plan.Start, until);
        var (name, bytes) = StatementFiles.Write(onTheWay?.Invoke(statement) ?? statement);
        await File.WriteAllBytesAsync(Path.Combine(shop.Folder, name), bytes);
        await officer.ImportAsync(name, bytes);
    }

    private async Task ResidentsAsync(DateOnly day, int count)
    {
        var errands = Enumerable.Range(0, count).Select(_ => Habits.Next(_faker, ++_errand)).ToList();
        await Parallel.ForEachAsync(errands, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel }, async (errand, _) =>
        {
            using var resident = new Resident(shop.Address, errand, new Faker("en_GB") { Random = new Randomizer(options.Seed + errand.Number) }, day);
            var outcome = await resident.RunAsync();
            lock (_outcomes) _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        });
    }

    private void Progress(DateOnly day, int done, int days) => screen.Write(string.Create(
        CultureInfo.InvariantCulture, $"\r{day:d MMM yyyy}: {_errand} residents, day {done} of {days}, {_clock.Elapsed:m\\:ss}   "));

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, London).DateTime);

    private static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }
}
