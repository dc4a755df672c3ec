using System.Diagnostics;
using System.Globalization;
using Bogus;
using Shop.Simulator.Bank;
using Shop.Simulator.Council;
using Shop.Simulator.Residents;

namespace Shop.Simulator;

/// <summary>
/// Plays months of a council's life: each day residents come, officers decide, the bank and Stripe move; each month the
/// bank's statement is imported, matched and explained. Everything goes through the shop's own pages.
/// </summary>
public sealed class Quarter(SimulatorOptions options, RunningShop shop, SandboxControl sandbox, TextWriter screen)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private readonly Faker _faker = new("en_GB") { Random = new Randomizer(options.Seed) };
    private readonly Dictionary<Outcome, int> _outcomes = [];
    private readonly BankBook _bank = new(options.Seed, openingPence: 1_250_000_00);
    private int _errand;
    private int _payoutsFailed;

    public async Task<Summary> PlayAsync()
    {
        var clock = Stopwatch.StartNew();
        using var admin = await Officer.SignInAsync(shop.Address, shop.Administrator);
        var people = new Administrator(admin);
        using var team = await Officer.SignInAsync(shop.Address, await people.AddAsync("ServiceOfficer", "Tess Marsh"));
        using var senior = await Officer.SignInAsync(shop.Address, await people.AddAsync("SeniorAccountant", "Noor Shah"));
        using var income = await Officer.SignInAsync(shop.Address, shop.IncomeOfficer);
        var officer = new TeamOfficer(team, _faker);
        var finance = new IncomeOfficer(income, senior);
        await finance.SetUpAsync();

        var start = Today(await sandbox.NowAsync());
        var end = start.AddMonths(options.Months);
        var days = end.DayNumber - start.DayNumber;
        var from = start;
        for (var day = start; day < end; day = day.AddDays(1))
        {
            await sandbox.AdvanceToAsync(At(day, new TimeOnly(9, 30)));
            await ResidentsAsync(day, Share(day.DayNumber - start.DayNumber, days));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) await OfficeAsync(officer, finance);
            if (day.AddDays(1) == end || day.AddDays(1).Day == start.Day)
            {
                await MonthAsync(finance, from, day);
                from = day.AddDays(1);
            }

            Progress(clock, day, day.DayNumber - start.DayNumber + 1, days);
        }

        screen.WriteLine();
        return await finance.SummariseAsync(new SummaryFacts(_outcomes, officer.Fulfilled, officer.Refused, _bank, _payoutsFailed, clock.Elapsed, options.Seed));
    }

    private async Task OfficeAsync(TeamOfficer officer, IncomeOfficer finance)
    {
        await officer.WorkAsync(most: 6);
        await finance.GiveBackAsync();
        foreach (var dispute in await sandbox.OpenDisputesAsync()) await sandbox.AnswerDisputeAsync(dispute, win: _faker.Random.Bool());
        if (_payoutsFailed < options.Months && (await sandbox.PayoutsAsync()).LastOrDefault(p => p.Status == "in_transit") is { } sent && _faker.Random.Bool(0.08f))
        {
            await sandbox.FailPayoutAsync(sent.Id);
            _payoutsFailed++;
        }
    }

    /// <summary>The statement of the days since the last one is made from Stripe's payouts and taken to the officer.</summary>
    private async Task MonthAsync(IncomeOfficer finance, DateOnly from, DateOnly until)
    {
        await sandbox.AdvanceToAsync(At(until, new TimeOnly(23, 0)));
        await sandbox.UntilDeliveredAsync();
        var statement = _bank.Next(await sandbox.PayoutsAsync(), from, until);
        var (name, bytes) = StatementFiles.Write(statement);
        await File.WriteAllBytesAsync(Path.Combine(shop.Folder, name), bytes);
        await finance.CloseMonthAsync(name, bytes);
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

    /// <summary>How many residents come on a day: evenly spread, so that all come in the end.</summary>
    private int Share(int day, int days) => (int)((long)options.Orders * (day + 1) / days - (long)options.Orders * day / days);

    private void Progress(Stopwatch clock, DateOnly day, int done, int days) => screen.Write(string.Create(
        CultureInfo.InvariantCulture, $"\r{day:d MMM yyyy}: {_errand} residents, day {done} of {days}, {clock.Elapsed:m\\:ss}   "));

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, London).DateTime);

    private static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }
}
