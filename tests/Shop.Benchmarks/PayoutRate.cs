using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shop.Accounts;
using Shop.Baskets;
using Shop.Catalogue;
using Shop.Checkout;
using Shop.Finance;
using Shop.Finance.Clearing;
using Shop.Finance.Ledger.Reading;
using Shop.Finance.Payouts;
using Shop.Finance.Takings;
using Shop.Insight;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;
using Shop.Notifications;
using Shop.Orders;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Benchmarks;

/// <summary>
/// N balance transactions against N orders: read from a Stripe that answers at once (a hundred a page, stopped at half and
/// resumed), posted, and reconciled; against a raw scan of both tables in the same run (P8). Then the finance pages' queries.
/// </summary>
internal sealed class PayoutRate : IAsyncDisposable
{
    /// <summary>All of them have tables, and the schema must be the shop's; only finance answers.</summary>
    private static readonly Assembly[] AllModules =
    [
        typeof(CatalogueModule).Assembly, typeof(BasketsModule).Assembly, typeof(CheckoutModule).Assembly, typeof(OrdersModule).Assembly, typeof(PaymentsModule).Assembly,
        typeof(FinanceModule).Assembly, typeof(AccountsModule).Assembly, typeof(NotificationsModule).Assembly, typeof(InsightModule).Assembly,
    ];

    private readonly ServiceProvider _services;
    private readonly DatabaseSettings _settings;
    private readonly long _rows;
    private long _peakMiB;

    private PayoutRate(DatabaseSettings settings, long rows)
    {
        (_settings, _rows) = (settings, rows);
        var services = new ServiceCollection();
        var modules = new[] { typeof(FinanceModule).Assembly };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Finance:Fees:ChargeToServices"] = "true" }).Build();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ShopSettings { SeedData = Path.Combine(ShopUnderTest.Root(), "seed-data") });
        services.AddShopPersistence(settings, AllModules).AddShopMessaging(modules).AddShopMapping(configuration, modules);
        services.AddFinance(configuration);
        services.AddSingleton(new EndlessStripe(rows));
        services.AddScoped<IRequestHandler<ListBalanceTransactions, StripeTransactionPage>, EndlessStripe.Handlers>();
        services.AddScoped<IRequestHandler<ListStripePayouts, StripePayoutPage>, EndlessStripe.Handlers>();
        services.AddScoped<IRequestHandler<GetStripePayout, StripePayout?>, EndlessStripe.Handlers>();
        services.AddScoped<IRequestHandler<GetStripeBalance, StripeBalance>, EndlessStripe.Handlers>();
        services.AddScoped<IRequestHandler<FindReference, string?>, EndlessStripe.Handlers>();
        services.AddScoped<IRequestHandler<GetPaymentTimeline, IReadOnlyList<TimelineEntry>?>, EndlessStripe.Handlers>();
        _services = services.BuildServiceProvider();
    }

    /// <summary>Runs on each database that is there: SQLite always, PostgreSQL where SHOP_TEST_POSTGRES names a server.</summary>
    public static async Task RunAsync(long rows, string? only)
    {
        if (only is null or "sqlite")
        {
            var file = Path.Combine(Path.GetTempPath(), $"shop-payouts-{Guid.NewGuid():N}.db");
            try { await RunOnAsync(new DatabaseSettings { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={file}" }, rows); }
            finally
            {
                SqliteConnection.ClearAllPools();
                foreach (var part in new[] { file, file + "-wal", file + "-shm", file + ".migrate.lock" }) File.Delete(part);
            }
        }

        if (only is not (null or "postgres")) return;
        var server = Environment.GetEnvironmentVariable("SHOP_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
        {
            Console.WriteLine("PostgreSQL: skipped, SHOP_TEST_POSTGRES names no server.");
            return;
        }

        var name = $"shop_payouts_{Guid.NewGuid():N}";
        await OnServerAsync(server, $"CREATE DATABASE \"{name}\"");
        try { await RunOnAsync(new DatabaseSettings { Provider = DatabaseProvider.Postgres, ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, CommandTimeout = 600 }.ConnectionString }, rows); }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync(server, $"DROP DATABASE \"{name}\" WITH (FORCE)");
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static async Task RunOnAsync(DatabaseSettings settings, long rows)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings.Provider}: {rows:N0} transactions, {rows:N0} orders"));
        await using var run = new PayoutRate(settings, rows);
        await run._services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        // As after a start: settings of the role hold from the next connection.
        NpgsqlConnection.ClearAllPools();
        using var watch = new Timer(_ => run.LookAtMemory(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        await TimeAsync("orders and their journals written", () => run.SeedAsync());
        await run.ImportAsync();
        await run.CompareAsync();
        await run.PagesAsync();
        run.LookAtMemory();
        Console.WriteLine($"  memory at most {run._peakMiB} MiB (must 1,024)");
    }

    private async Task ImportAsync()
    {
        var stripe = _services.GetRequiredService<EndlessStripe>();
        stripe.StopAfter = _rows / 2;
        await TimeAsync("read to the half, then stopped", async () => Require(!await SendAsync(new ImportStripe()), "It was to be stopped."));
        stripe.StopAfter = null;
        await TimeAsync("gone on: read, posted, checked", async () => Require(await SendAsync(new ImportStripe()), "Stripe did answer."));
        var count = await ScalarAsync("SELECT COUNT(*) FROM finance_balance_transaction");
        Require(count == stripe.Total, $"{count} of {stripe.Total} transactions are here.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stripe.Pages:N0} pages were asked for; {stripe.Total / 100:N0} twice over would be all of them"));
    }

    /// <summary>Baseline right before and right after the subject; the best of each counts.</summary>
    private async Task CompareAsync()
    {
        if (_settings.Provider == DatabaseProvider.Postgres) await ScalarAsync("ANALYZE; SELECT 1");
        var scan = await TimeAsync("raw scan of both tables", ScanAsync);
        var reconciled = await TimeAsync("reconciled: transactions, orders, lines, payouts", () => ReconcileAsync(withLedger: false));
        scan = Min(scan, await TimeAsync("raw scan of both tables", ScanAsync));
        reconciled = Min(reconciled, await TimeAsync("reconciled: transactions, orders, lines, payouts", () => ReconcileAsync(withLedger: false)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  P8: {reconciled / scan:0.00} x the raw scan (must 3, aim 1.5)"));
        await TimeAsync("the same and every day of the ledger", () => ReconcileAsync(withLedger: true));
    }

    private async Task ReconcileAsync(bool withLedger)
    {
        var found = await SendAsync(new Reconcile(withLedger));
        Require(found.IsClean, $"{found.Faults.Count} faults, {found.PayoutsOff.Count} payouts off, first day {found.FirstDiffering}");
    }

    private async Task ScanAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var table in new[] { "finance_balance_transaction", "finance_payment" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            var values = new object[reader.FieldCount];
            while (reader.Read()) reader.GetValues(values);
        }
    }

    private async Task PagesAsync()
    {
        var pages = new FinancePages(_services.GetRequiredService<EndlessStripe>(), async ask =>
        {
            await using var scope = _services.CreateAsyncScope();
            await ask(scope.ServiceProvider.GetRequiredService<IMediator>());
        });
        await TimeAsync("a year's bank statement imported and matched", pages.BankAsync);
        await SealAsync();
        if (_settings.Provider == DatabaseProvider.Postgres) await ScalarAsync("ANALYZE; SELECT 1");
        await pages.MeasureAsync();
    }

    /// <summary>What the ledger's worker does within seconds when journals come one by one.</summary>
    private async Task SealAsync()
    {
        var worker = _services.GetServices<IHostedService>().Single(s => s.GetType().Name == "LedgerWorker");
        await TimeAsync("journals sealed, days added up", async () =>
        {
            await worker.StartAsync(CancellationToken.None);
            foreach (var waiting in new[] { "finance_journal_to_seal", "finance_taking_change" })
                while (await ScalarAsync($"SELECT COUNT(*) FROM (SELECT 1 FROM {waiting} LIMIT 1) AS one") > 0) await Task.Delay(100);
        });
        await worker.StopAsync(CancellationToken.None);
    }

    private async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static async Task<double> TimeAsync(string what, Func<Task> work)
    {
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {seconds:0.0} s ({(Environment.CpuUsage.TotalTime - worked).TotalSeconds:0.0} s of processor)"));
        return seconds;
    }

    private async Task SeedAsync()
    {
        await using var connection = await OpenAsync();
        await OrderSeed.WriteAsync(connection, _services.GetRequiredService<EndlessStripe>(), _rows);
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _settings.Provider == DatabaseProvider.Sqlite ? new SqliteConnection(_settings.ConnectionString) : new NpgsqlConnection(_settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task OnServerAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private void LookAtMemory()
    {
        using var self = Process.GetCurrentProcess();
        _peakMiB = Math.Max(_peakMiB, self.WorkingSet64 / (1024 * 1024));
    }

    private static double Min(double a, double b) => Math.Min(a, b);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }
}
