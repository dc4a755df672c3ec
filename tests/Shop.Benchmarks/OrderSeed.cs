using System.Data.Common;
using System.Globalization;
using Npgsql;
using Shop.Kernel.Time;

namespace Shop.Benchmarks;

/// <summary>Paid orders as finance's record has them, with one line each, and their journals: written in bulk, as no shop would.</summary>
internal static class OrderSeed
{
    private static readonly string[] CostCentres = ["HW210", "PL730", "EH310", "RG410", "WS510"];

    private static readonly string[] Payments =
    [
        "Id", "Reference", "OrderId", "PaymentId", "State", "PaidAt", "FinancialDate", "PayerName", "PayerEmail", "EmailKey", "GrossPence", "RefundedPence", "FeePence",
        "BalanceTransactionId", "ChargeId", "CardBrand", "CardLast4", "Version",
    ];

    private static readonly string[] Lines =
    [
        "Id", "PaymentId", "OrderLineId", "Place", "FinancialDate", "ServiceId", "ServiceTitle", "Quantity", "ChargeId", "ChargeName", "Kind", "Refundable", "CostCentre",
        "Subjective", "VatCode", "VatRateBasisPoints", "NetPence", "VatPence", "GrossPence", "ServiceDate",
    ];

    private static readonly string[] Journals =
    [
        "Id", "SourceId", "Kind", "FinancialDate", "DocumentDate", "FinancialYear", "Period", "Narrative", "TotalPence", "ById", "By", "Reason", "MirrorsId", "PostedAt",
    ];

    private static readonly string[] Entries =
    [
        "Id", "JournalId", "Place", "FinancialDate", "FinancialYear", "Period", "Account", "DebitPence", "CreditPence", "CostCentre", "Subjective", "VatCode",
        "OrderReference", "PayoutId", "BankLineId",
    ];

    public static async Task WriteAsync(DbConnection connection, EndlessStripe stripe, long count)
    {
        await FillAsync(connection, "finance_payment", Payments, All(count, n => [Payment(stripe, n)]));
        await FillAsync(connection, "finance_payment_line", Lines, All(count, n => [Line(stripe, n)]));
        await FillAsync(connection, "finance_journal", Journals, All(count, n => [Journal(stripe, n)]));
        await FillAsync(connection, "finance_ledger_entry", Entries, All(count, n => BothSides(stripe, n)));
    }

    private static IEnumerable<object?[]> All(long count, Func<long, IEnumerable<object?[]>> rows)
    {
        for (var number = 0L; number < count; number++)
            foreach (var row in rows(number)) yield return row;
    }

    private static object?[] Payment(EndlessStripe stripe, long n) =>
    [
        Key(n, 1), stripe.Reference(n), Key(n, 2), Key(n, 3), "Paid", stripe.At(n), LondonTime.DateOf(stripe.At(n)), "Sam Jones", Email(n), Email(n),
        EndlessStripe.Gross(n), 0L, EndlessStripe.Fee(EndlessStripe.Gross(n)), null, EndlessStripe.ChargeId(n), "visa", (n % 10_000).ToString("0000", CultureInfo.InvariantCulture), 0,
    ];

    /// <summary>Each resident has ordered ten times.</summary>
    private static string Email(long n) => string.Create(CultureInfo.InvariantCulture, $"sam{n / 10}@example.com");

    private static object?[] Line(EndlessStripe stripe, long n) =>
    [
        Key(n, 4), Key(n, 1), Key(n, 5), 1, LondonTime.DateOf(stripe.At(n)), "skip-permit", "Skip permit", 1, "licence", "Licence", "Fee", "ByPolicy", CostCentres[n % CostCentres.Length],
        "91210", "O", 0, EndlessStripe.Gross(n), 0L, EndlessStripe.Gross(n), null,
    ];

    private static object?[] Journal(EndlessStripe stripe, long n)
    {
        var day = LondonTime.DateOf(stripe.At(n));
        var (year, period) = Period(day);
        return [Key(n, 6), "order:" + stripe.Reference(n), "OrderPaid", day, day, year, period, "An order", EndlessStripe.Gross(n), null, null, null, null, stripe.At(n)];
    }

    private static IEnumerable<object?[]> BothSides(EndlessStripe stripe, long n)
    {
        var day = LondonTime.DateOf(stripe.At(n));
        var (year, period) = Period(day);
        yield return [Key(n, 7), Key(n, 6), 1, day, year, period, "stripe-clearing", EndlessStripe.Gross(n), 0L, null, null, null, stripe.Reference(n), null, null];
        yield return [Key(n, 8), Key(n, 6), 2, day, year, period, "income", 0L, EndlessStripe.Gross(n), CostCentres[n % CostCentres.Length], "91210", "O", stripe.Reference(n), null, null];
    }

    private static (int Year, int Period) Period(DateOnly day) => day.Month >= 4 ? (day.Year, day.Month - 3) : (day.Year - 1, day.Month + 9);

    /// <summary>Rising with the number, as version 7 ids rise with time.</summary>
    private static Guid Key(long number, byte kind) => new((int)number, (short)(number >> 32), 0x7000, 0x80, kind, 0, 0, 0, 0, 0, 0);

    private static async Task FillAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        if (connection is NpgsqlConnection postgres)
        {
            await using var import = await postgres.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows) await import.WriteRowAsync(CancellationToken.None, row);
            await import.CompleteAsync();
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        foreach (var (_, place) in columns.Select((c, i) => (c, i)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }

        await command.PrepareAsync();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        await transaction.CommitAsync();
    }
}
