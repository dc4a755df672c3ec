using CsCheck;
using Shop.Orders;

namespace Shop.Tests.Orders;

/// <summary>Whatever is tried in whatever sequence: only legal changes happen, every other one throws and changes nothing.</summary>
public sealed class OrderStateTests
{
    private static readonly DateTime Now = new(2026, 10, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Order_AnySequenceOfSteps_FollowsTheModel() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3]).List[0, 25]).Sample((lines, steps) =>
        {
            var order = NewOrder(lines);
            var model = new Model(lines);
            foreach (var (step, argument) in steps)
            {
                var before = Picture(order);
                var expected = model.Try(step, argument % lines);
                var happened = Try(order, step, argument % lines);
                if (expected != happened) return false;
                if (!happened && Picture(order) != before) return false;
                if (order.State != model.State || order.LinesLeft != order.Lines.Count(l => l.ClosedAt is null)) return false;
            }

            return HistoryIsLegal(order);
        });

    [Fact]
    public void MarkPaid_OtherAmount_ThrowsAndStaysUnpaid()
    {
        var order = NewOrder(1);
        Assert.Throws<InvalidOperationException>(() => order.MarkPaid(new PaidWith(Guid.NewGuid(), order.TotalPence - 1, "ch", "visa", "4242"), Now, Now));
        Assert.Throws<InvalidOperationException>(() => order.MarkPaid(null, Now, Now));
        Assert.Equal(OrderState.AwaitingPayment, order.State);
    }

    [Fact]
    public void RefuseLine_KeepingWhatIsNotByPolicy_Throws()
    {
        var order = NewOrder(1);
        Pay(order);
        Assert.Throws<InvalidOperationException>(() => order.RefuseLine(order.Lines[0].Id, "no", ["admin"], Now, "Sam"));
        Assert.Throws<InvalidOperationException>(() => order.RefuseLine(order.Lines[0].Id, "no", ["unknown"], Now, "Sam"));
        Assert.Equal(OrderLineState.ToDo, order.Lines[0].State);
    }

    [Fact]
    public void Order_OneLineDoneAndOneRefused_IsFulfilled()
    {
        var order = NewOrder(2);
        Pay(order);
        order.FulfilLine(order.Lines[0].Id, Now, "Sam");
        Assert.Equal(OrderState.Paid, order.State);
        order.RefuseLine(order.Lines[1].Id, "no", [], Now, "Sam");
        Assert.Equal(OrderState.Fulfilled, order.State);
        Assert.Equal(71_00, order.Lines[1].RefundDuePence);
    }

    [Fact]
    public void Transitions_EveryPair_IsTheListedOnes()
    {
        var legal = from a in Enum.GetValues<OrderState>() from b in Enum.GetValues<OrderState>() where OrderTransitions.Allows(a, b) select $"{a}>{b}";
        Assert.Equal(["AwaitingPayment>Paid", "AwaitingPayment>Lapsed", "Paid>Fulfilled", "Paid>Refused"], legal);
    }

    private static Order NewOrder(int lines) =>
        Order.Create(Make.Order([.. Enumerable.Range(0, lines).Select(_ => Make.Line(Make.SkipPermit()))]), Now);

    private static void Pay(Order order) => order.MarkPaid(new PaidWith(Guid.NewGuid(), order.TotalPence, "ch_1", "visa", "4242"), Now, Now);

    private static bool Try(Order order, int step, int line)
    {
        try
        {
            var id = order.Lines[line].Id;
            if (step == 0) Pay(order);
            else if (step == 1) order.Lapse(Now);
            else if (step == 2) order.Withdraw(Now);
            else if (step == 3) order.FulfilLine(id, Now, "Sam");
            else if (step == 4) order.RefuseLine(id, "because", [], Now, "Sam");
            else return order.NoteOtherMoney(new OtherMoney(order.Id, Guid.NewGuid(), $"ch_{line}", 100, Now, "twice"), Now);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Picture(Order order) =>
        $"{order.State} {order.LinesLeft} {order.PaidAt} {order.LapsedAt} {order.SourceKey} {order.OtherMoneyPence} {order.HistoryLength} {order.Withdrawn} {string.Join(',', order.Lines.Select(l => $"{l.State}{l.ClosedAt}{l.RefundDuePence}"))}";

    private static bool HistoryIsLegal(Order order)
    {
        var states = order.History.Select(h => h.State).ToList();
        return states[0] == OrderState.AwaitingPayment
            && states.Zip(states.Skip(1)).All(p => p.First == p.Second || OrderTransitions.Allows(p.First, p.Second))
            && order.History.Select(h => h.Position).SequenceEqual(Enumerable.Range(0, states.Count));
    }

    /// <summary>The rules again in the plainest form.</summary>
    private sealed class Model(int lines)
    {
        private readonly int[] _lines = new int[lines]; // 0 open, 1 done, 2 refused
        private readonly HashSet<int> _charges = [];

        public OrderState State { get; private set; } = OrderState.AwaitingPayment;

        public bool Try(int step, int line) => step switch
        {
            0 => Go(State == OrderState.AwaitingPayment, () => State = OrderState.Paid),
            1 or 2 => Go(State == OrderState.AwaitingPayment && _charges.Count == 0, () => State = OrderState.Lapsed),
            3 or 4 => Go(State == OrderState.Paid && _lines[line] == 0, () => Close(line, step - 2)),
            _ => _charges.Add(line),
        };

        private void Close(int line, int how)
        {
            _lines[line] = how;
            if (_lines.All(l => l != 0)) State = _lines.Contains(1) ? OrderState.Fulfilled : OrderState.Refused;
        }

        private static bool Go(bool allowed, Action step)
        {
            if (allowed) step();
            return allowed;
        }
    }
}
