namespace Shop.Kernel.Messaging;

/// <summary>
/// Knows whether this flow of execution is inside a command's transaction. A second dependency-injection scope that
/// sends a command from inside one would wait for its own caller for ever; this turns it into an exception.
/// </summary>
internal static class CommandScope
{
    private static readonly AsyncLocal<bool> Inside = new();

    public static bool IsInside => Inside.Value;

    public static IDisposable Enter()
    {
        Inside.Value = true;
        return new Exit();
    }

    public static void RefuseSecondScope(object request)
    {
        if (Inside.Value)
            throw new InvalidOperationException($"{request.GetType().Name} was sent from another scope inside a running command; send it through the same mediator, or after the commit.");
    }

    private sealed class Exit : IDisposable
    {
        public void Dispose() => Inside.Value = false;
    }
}
