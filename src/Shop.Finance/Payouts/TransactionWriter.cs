using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Shop.Finance.Takings;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Payments.Contracts;

namespace Shop.Finance.Payouts;

/// <summary>
/// Writes balance transactions in bulk, inside the running command's transaction: prepared statements of many rows,
/// nothing tracked. A row that is there already is left as it is, so any number of imports at once write each row once; it
/// only learns its payout, when it had none or one that failed.
/// </summary>
internal sealed class TransactionWriter(ShopDbContext db, TimeProvider clock)
{
    private const int LongestDescription = 300;
    private const int LongestReference = 40;

    private static readonly string[] Columns =
    [
        nameof(BalanceTransaction.TransactionId), nameof(BalanceTransaction.PayoutKey), nameof(BalanceTransaction.Kind), nameof(BalanceTransaction.ReportingCategory),
        nameof(BalanceTransaction.Type), nameof(BalanceTransaction.AmountPence), nameof(BalanceTransaction.FeePence), nameof(BalanceTransaction.NetPence),
        nameof(BalanceTransaction.FeePartsPence), nameof(BalanceTransaction.FeeTaxPence), nameof(BalanceTransaction.Currency), nameof(BalanceTransaction.SourceId),
        nameof(BalanceTransaction.ChargeId), nameof(BalanceTransaction.PaymentKey), nameof(BalanceTransaction.Reference), nameof(BalanceTransaction.CreatedAt),
        nameof(BalanceTransaction.FinancialDate), nameof(BalanceTransaction.AvailableOn), nameof(BalanceTransaction.Description), nameof(BalanceTransaction.IsConverted),
        nameof(BalanceTransaction.IsWrongMode), nameof(BalanceTransaction.ImportedAt), nameof(BalanceTransaction.PostedAt),
    ];

    /// <summary>Writes the rows and returns how many were new or learned their payout.</summary>
    /// <param name="payoutKey">The payout that carried them; null when that is not known.</param>
    public async Task<int> WriteAsync(IReadOnlyList<StripeTransaction> rows, long? payoutKey, CancellationToken ct)
    {
        var unique = rows.DistinctBy(r => r.Id).ToList();
        var payments = await PaymentsAsync(unique, ct);
        var now = clock.UtcNow();
        var written = 0;
        DbCommand? full = null;
        try
        {
            var most = BulkInsert.RowsAStatement(db);
            foreach (var chunk in unique.Chunk(most))
            {
                var isFull = chunk.Length == most;
                var command = isFull ? full ??= await PrepareAsync(chunk.Length, ct) : await PrepareAsync(chunk.Length, ct);
                Fill(command, chunk, payoutKey, payments, now);
                written += await command.ExecuteNonQueryAsync(ct);
                if (!isFull) await command.DisposeAsync();
            }
        }
        finally
        {
            if (full is not null) await full.DisposeAsync();
        }

        return written;
    }

    /// <summary>Gives rows their payment that were imported before it was known. Returns how many.</summary>
    public Task<int> ResolveAsync(CancellationToken ct) => db.Set<BalanceTransaction>()
        .Where(t => t.PaymentKey == null && t.ChargeId != null && db.Set<FinancePayment>().Any(p => p.ChargeId == t.ChargeId))
        .ExecuteUpdateAsync(
            s => s.SetProperty(t => t.PaymentKey, t => db.Set<FinancePayment>().Where(p => p.ChargeId == t.ChargeId).Select(p => (Guid?)p.Id).First())
                .SetProperty(t => t.Reference, t => db.Set<FinancePayment>().Where(p => p.ChargeId == t.ChargeId).Select(p => p.Reference).First()),
            ct);

    /// <summary>By the charge, never by the reference in the metadata: a second charge on the same order is not the order's payment.</summary>
    private async Task<Dictionary<string, (Guid Id, string Reference)>> PaymentsAsync(List<StripeTransaction> rows, CancellationToken ct)
    {
        var charges = rows.Select(r => r.ChargeId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (charges.Count == 0) return [];
        var found = await db.Set<FinancePayment>().Where(p => EF.Parameter(charges).Contains(p.ChargeId!)).Select(p => new { p.ChargeId, p.Id, p.Reference }).ToListAsync(ct);
        return found.ToDictionary(p => p.ChargeId!, p => (p.Id, p.Reference), StringComparer.Ordinal);
    }

    private async Task<DbCommand> PrepareAsync(int rows, CancellationToken ct)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (db.Database.CurrentTransaction ?? throw new InvalidOperationException("Transactions are written inside a command only.")).GetDbTransaction();
        command.CommandText = Statement(rows);
        for (var i = 0; i < rows * Columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Name(i);
            command.Parameters.Add(parameter);
        }

        // Npgsql prepares by the types of the values, which are not there yet; it does so by itself after some runs.
        if (db.Database.IsSqlite()) await command.PrepareAsync(ct);
        return command;
    }

    private static string Statement(int rows)
    {
        var sql = new StringBuilder($"INSERT INTO \"{BalanceTransactionConfiguration.Table}\" (").AppendJoin(", ", Columns.Select(c => $"\"{c}\"")).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * Columns.Length, Columns.Length).Select(Name)).Append(')');
        return sql.Append(CultureInfo.InvariantCulture, $"""
             ON CONFLICT ("TransactionId") DO UPDATE SET "PayoutKey" = excluded."PayoutKey"
             WHERE excluded."PayoutKey" IS NOT NULL AND ("{BalanceTransactionConfiguration.Table}"."PayoutKey" IS NULL
               OR "{BalanceTransactionConfiguration.Table}"."PayoutKey" IN (SELECT "Id" FROM "finance_payout" WHERE "Status" IN ('Failed', 'Cancelled') AND "Id" <> excluded."PayoutKey"))
            """).ToString();
    }

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"@p{place}");

    private static void Fill(DbCommand command, StripeTransaction[] rows, long? payoutKey, Dictionary<string, (Guid Id, string Reference)> payments, DateTime now)
    {
        var place = 0;
        foreach (var row in rows)
        {
            (Guid Id, string Reference)? payment = row.ChargeId is { } charge && payments.TryGetValue(charge, out var found) ? found : null;
            foreach (var value in Values(row, payoutKey, payment, now)) command.Parameters[place++].Value = value ?? DBNull.Value;
        }
    }

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    private static object?[] Values(StripeTransaction row, long? payoutKey, (Guid Id, string Reference)? payment, DateTime now)
    {
        var kind = TransactionKinds.Of(row.ReportingCategory);
        return
        [
            row.Id, payoutKey, kind.ToString(), row.ReportingCategory, row.Type, row.AmountPence, row.FeePence, row.NetPence,
            row.Fees.Sum(f => f.AmountPence), row.Fees.Where(f => f.Type == "tax").Sum(f => f.AmountPence), row.Currency.ToLowerInvariant(), row.SourceId,
            row.ChargeId, payment?.Id, payment?.Reference ?? Cut(row.Reference, LongestReference), row.CreatedAt,
            LondonTime.DateOf(row.CreatedAt), row.AvailableOn, kind.IsAboutAPayment() ? null : Cut(row.Description, LongestDescription), row.IsConverted,
            row.IsWrongMode, now, TransactionJournals.HasNone(kind, row.FeePence) ? now : null,
        ];
    }

    private static string? Cut(string? text, int most) => text is not null && text.Length > most ? text[..most] : text;
}
