using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shop.Kernel.Persistence;

/// <summary>
/// Writes many new rows at once, for imports in which tracking each of them would cost more than everything else: prepared
/// statements of many rows with the columns and conversions of the model.
/// </summary>
public static class BulkInsert
{
    /// <summary>
    /// PostgreSQL is far away, so a hundred. SQLite is not, and its client looks each parameter up by its name among all others: four
    /// rows take a tenth of the time of a hundred.
    /// </summary>
    public static int RowsAStatement(ShopDbContext db) => db.Database.IsSqlite() ? 4 : 100;

    /// <summary>
    /// Inserts the rows inside the running command's transaction, at once and not at its end. Tracks nothing: what refers to them by a
    /// navigation is not written. Keys must be set. Does nothing without rows; throws outside a transaction.
    /// </summary>
    public static async Task InsertAllAsync<T>(this ShopDbContext db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        IProperty[] properties = [.. entity.GetProperties().Where(p => !p.IsShadowProperty())];
        DbCommand? full = null;
        try
        {
            var most = RowsAStatement(db);
            foreach (var chunk in rows.Chunk(most))
            {
                if (chunk.Length == most)
                {
                    full ??= await PrepareAsync(db, entity, properties, chunk.Length, ct);
                    await WriteAsync(full, properties, chunk, ct);
                    continue;
                }

                await using var rest = await PrepareAsync(db, entity, properties, chunk.Length, ct);
                await WriteAsync(rest, properties, chunk, ct);
            }
        }
        finally
        {
            if (full is not null) await full.DisposeAsync();
        }
    }

    private static async Task<DbCommand> PrepareAsync(ShopDbContext db, IEntityType entity, IProperty[] properties, int rows, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Rows are inserted inside a command's transaction only.");
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = Statement(entity, properties, rows);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < properties.Length; column++)
                command.Parameters.Add(properties[column].GetRelationalTypeMapping().CreateParameter(command, Name(row, column), null, nullable: true));
        await command.PrepareAsync(ct);
        return command;
    }

    private static string Statement(IEntityType entity, IProperty[] properties, int rows)
    {
        var sql = new StringBuilder($"INSERT INTO \"{entity.GetTableName()}\" (").AppendJoin(", ", properties.Select(p => $"\"{p.GetColumnName()}\"")).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(0, properties.Length).Select(column => Name(row, column))).Append(')');
        return sql.ToString();
    }

    private static string Name(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"@p{row}_{column}");

    private static async Task WriteAsync<T>(DbCommand command, IProperty[] properties, T[] rows, CancellationToken ct)
        where T : class
    {
        var place = 0;
        foreach (var row in rows)
            foreach (var property in properties)
            {
                var value = property.GetGetter().GetClrValue(row);
                if (property.GetRelationalTypeMapping().Converter is { } converter) value = converter.ConvertToProvider(value);
                command.Parameters[place++].Value = value ?? DBNull.Value;
            }

        await command.ExecuteNonQueryAsync(ct);
    }
}
