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
internal sealed class Timeline(SandboxClock clock)
{
    private readonly PriorityQueue<(string Action, string Subject), (DateTimeOffset Due, long Order)> due = new();
    private readonly Dictionary<string, DueAction> known = [];
    private long order;
    private DateTimeOffset? meeting;

    public DateTimeOffset Now => meeting ?? clock.Now;

    /// <summary>Throws when the action is a lambda or a method of an instance: those cannot be found again by name.</summary>
    public void At(DateTimeOffset time, DueAction action, string subject) => due.Enqueue((NameOf(action), subject), (time, order++));

    public DateTimeOffset? Next => due.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Does all that is due by now, including what that makes due.</summary>
    public void CatchUp(SandboxStore store, Action<Exception> failed)
    {
        var now = clock.Now;
        while (due.TryPeek(out _, out var next) && next.Due <= now)
        {
            var (action, subject) = due.Dequeue();
            meeting = next.Due;
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
        }
    }

    public void Clear() => due.Clear();

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
