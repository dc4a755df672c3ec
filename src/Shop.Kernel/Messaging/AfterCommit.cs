namespace Shop.Kernel.Messaging;

/// <summary>What to do once the running transaction has committed, such as waking a worker. Forgotten when it rolls back. Never for work that must not be lost: that is a row.</summary>
public sealed class AfterCommit
{
    private readonly List<Action> _actions = [];

    public void Do(Action action) => _actions.Add(action);

    internal void Run()
    {
        var actions = _actions.ToArray();
        _actions.Clear();
        foreach (var action in actions) action();
    }

    internal void Forget() => _actions.Clear();
}
