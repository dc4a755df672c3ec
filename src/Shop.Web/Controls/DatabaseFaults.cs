using System.Data.Common;
using Microsoft.Data.Sqlite;
using Shop.Kernel.Persistence;

namespace Shop.Web.Controls;

/// <summary>Tells "the database cannot be reached just now" (try again later) from a fault of ours.</summary>
internal static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInputOutput = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    public static bool IsUnavailable(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
            if (inner is SqliteException sqlite ? IsUnavailable(sqlite.SqliteErrorCode) : inner is DatabaseDamagedException or DbException { IsTransient: true })
                return true;
        return false;
    }

    private static bool IsUnavailable(int code) =>
        code is SqliteBusy or SqliteLocked or SqliteInputOutput or SqliteCorrupt or SqliteFull or SqliteCannotOpen or SqliteNotADatabase;
}
