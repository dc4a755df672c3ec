using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shop.Kernel.Persistence;

namespace Shop.Tests.TestData;

/// <summary>
/// Somebody else's work at an exact moment: once, just before the so many-th command to the database that has a text in it. Only PostgreSQL lets
/// others commit between two statements of a transaction; SQLite has one writer.
/// </summary>
internal sealed class BeforeCommand(string text, int nth) : DbCommandInterceptor
{
    private int _seen;

    /// <summary>Set it when the moment may come; null once it has come.</summary>
    public Func<Task>? Do { get; set; }

    public void Register(IServiceCollection services) => services.ConfigureDbContext<ShopDbContext>(o => o.AddInterceptors(this));

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await LookAsync(command.CommandText);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await LookAsync(command.CommandText);
        return result;
    }

    private async Task LookAsync(string command)
    {
        if (Do is not { } act || !command.Contains(text, StringComparison.Ordinal) || ++_seen != nth) return;
        Do = null;
        Task other;
        // Not part of the command that is running.
        using (ExecutionContext.SuppressFlow()) other = Task.Run(act);
        await other;
    }
}
