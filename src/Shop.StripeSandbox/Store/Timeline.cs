using System.Reflection;

namespace Shop.StripeSandbox.Store;

/// <summary>What is to be done to one thing when its time has come.</summary>
/// <param name="subject">The id of the thing, or whatever else the action finds it by.</param>
internal delegate void DueAction(SandboxStore store, string subject);

/// <summary>
/// What is to happen by itself, by sandbox time. When the clock leaps over several deadlines they are met in their
/// order, and while one is being met the time is that deadline: a session that ran out last Tuesday is dated so.
/// Actions are static methods, kept by name, so that what is due can be written down and survives a restart.
/// Not thread-safe: used under the store's lock.
/// </summary>
internal sealed class Timeline : ITable
{
    private readonly SandboxClock clock;
    private readonly SandboxFile file;
    private readonly Dictionary<string, DueAction> known = [];
    private DateTimeOffset? meeting;

    public Timeline(SandboxClock clock, SandboxFile file)
    {
        (this.clock, this.file) = (clock, file);
        file.Add(this);
    }

    public DateTimeOffset Now => meeting ?? clock.Now;

    public DateTimeOffset? Next { get; private set; }

    /// <summary>Throws when the action is a lambda or a method of an instance: those cannot be found again by name.</summary>
    public void At(DateTimeOffset time, DueAction action, string subject)
    {
        file.Write("INSERT INTO due (time, action, subject) VALUES ($0, $1, $2)", time.UtcTicks, NameOf(action), subject);
        if (Next is null || time < Next) Next = time;
    }

    /// <summary>Does all that is due by now, including what that makes due.</summary>
    public void CatchUp(SandboxStore store, Action<Exception> failed)
    {
        var now = clock.Now;
        while (Next <= now)
        {
            var (number, time, action, subject) = file.Read("SELECT number, time, action, subject FROM due ORDER BY time, number LIMIT 1",
                r => (r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3)))[0];
            file.Write("DELETE FROM due WHERE number = $0", number);
            meeting = new(time, TimeSpan.Zero);
            try
            {
                Named(action)(store, subject);
            }
            catch (Exception e)
            {
                failed(e);
            }
            finally
            {
                meeting = null;
            }
            FindNext();
        }
    }

    public void Clear()
    {
        file.Write("DELETE FROM due");
        Next = null;
    }

    IEnumerable<string> ITable.Schema =>
    [
        "CREATE TABLE IF NOT EXISTS due (number INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL)",
        "CREATE INDEX IF NOT EXISTS due_time ON due (time, number)",
    ];

    void ITable.Opened() => FindNext();

    void ITable.WriteChanges()
    {
        // Written at once.
    }

    private void FindNext() =>
        Next = file.Read("SELECT min(time) FROM due", r => r.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero))[0];

    private static string NameOf(DueAction action)
    {
        var method = action.Method;
        if (!method.IsStatic || method.Name.Contains('<', StringComparison.Ordinal) || method.DeclaringType is not { } type)
            throw new ArgumentException("What is due must be a static method with a name, so that it is found again after a restart.", nameof(action));
        return $"{type.FullName}.{method.Name}";
    }

    private DueAction Named(string name)
    {
        if (known.TryGetValue(name, out var action)) return action;
        var at = name.LastIndexOf('.');
        var method = typeof(Timeline).Assembly.GetType(name[..at])?.GetMethod(name[(at + 1)..], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"{name} is due, but this version of the sandbox knows no such action.");
        return known[name] = method.CreateDelegate<DueAction>();
    }
}
