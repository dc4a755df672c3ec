using Shop.Kernel;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;
using Shop.Orders.Contracts;

namespace Shop.Orders;

/// <summary>
/// What somebody ordered in one go. Its state, its lines and the money noted on it change only through the methods here,
/// each of which writes the history.
/// </summary>
internal sealed class Order : IVersioned
{
    /// <summary>How long an order can be paid; Stripe's sessions live no longer either.</summary>
    public static readonly TimeSpan PayableFor = TimeSpan.FromHours(24);

    private readonly List<OrderLine> _lines = [];
    private readonly List<OrderHistoryEntry> _history = [];
    private readonly List<OtherMoney> _otherMoney = [];

    private Order() { }

    public Guid Id { get; private set; }
    public OrderReference Reference { get; private set; }

    /// <summary>What the order was made from. Given up when the order lapses, so that the same basket can be ordered again.</summary>
    public string? SourceKey { get; private set; }

    public OrderState State { get; private set; }
    public Payer Payer { get; private set; } = null!;
    public long TotalPence { get; private set; }
    public long VatPence { get; private set; }
    public string AcceptedTerms { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public DateTime PayableUntil { get; private set; }
    public DateTime? PaidAt { get; private set; }
    public DateTime? LapsedAt { get; private set; }

    /// <summary>It lapsed because the resident ordered something else instead.</summary>
    public bool Withdrawn { get; private set; }

    /// <summary>The day the last line was done or refused.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Lines neither fulfilled nor refused. Counted here, so that two officers who finish the last two lines at once change one row and one of them starts again.</summary>
    public int LinesLeft { get; private set; }

    public Guid? PaymentId { get; private set; }
    public string? ChargeId { get; private set; }
    public string? CardBrand { get; private set; }
    public string? CardLast4 { get; private set; }

    /// <summary>Given back of the order's own payment, as Stripe says.</summary>
    public long RefundedPence { get; private set; }

    /// <summary>Money on the order beside its own payment: the sum of <see cref="OtherMoney"/>.</summary>
    public long OtherMoneyPence { get; private set; }

    /// <summary>Given back of it, as Stripe says.</summary>
    public long OtherMoneyRefundedPence { get; private set; }

    /// <summary>Why finance must look at the order; the latest reason.</summary>
    public string? AttentionReason { get; private set; }

    /// <summary>How many history entries there are: the next one's position, without reading them.</summary>
    public int HistoryLength { get; private set; }

    /// <summary>When what was answered to the services' questions was erased.</summary>
    public DateTime? AnswersErasedAt { get; private set; }

    /// <summary>When who paid was erased; the answers went then at the latest.</summary>
    public DateTime? ErasedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<OrderLine> Lines => _lines;
    public IReadOnlyList<OrderHistoryEntry> History => _history;
    public IReadOnlyList<OtherMoney> OtherMoney => _otherMoney;

    /// <summary>A new order that waits for its payment. Amounts come from the lines' components.</summary>
    public static Order Create(CreateOrder request, DateTime now)
    {
        var order = new Order
        {
            Id = Guid.CreateVersion7(),
            Reference = OrderReference.New(),
            SourceKey = request.SourceKey,
            State = OrderState.AwaitingPayment,
            Payer = request.Payer,
            AcceptedTerms = request.AcceptedTermsVersion,
            CreatedAt = now,
            PayableUntil = now + PayableFor,
            LinesLeft = request.Lines.Count,
        };
        order._lines.AddRange(request.Lines.Select((line, i) => new OrderLine(order.Id, i, line.Snapshot)));
        order.TotalPence = order._lines.Sum(l => l.GrossPence);
        order.VatPence = order._lines.Sum(l => l.VatPence);
        order.Note(now, OrderEvent.Created);
        return order;
    }

    /// <summary>The payment opened for this order. Throws when it has one already.</summary>
    public void OpenedPayment(Guid paymentId)
    {
        if (PaymentId is not null) throw new InvalidOperationException($"Order {Reference} has a payment already.");
        PaymentId = paymentId;
    }

    /// <summary>The order is paid in full (or was free, with no <paramref name="paid"/>): its lines become work. Throws unless it awaits payment, or when the amount is another.</summary>
    public void MarkPaid(PaidWith? paid, DateTime paidAt, DateTime now)
    {
        if ((paid?.AmountPence ?? 0) != TotalPence)
            throw new InvalidOperationException($"Order {Reference} costs {TotalPence}p, not {paid?.AmountPence ?? 0}p.");
        State = OrderTransitions.Check(State, OrderState.Paid, Reference);
        PaidAt = paidAt;
        PaymentId = paid?.PaymentId;
        ChargeId = paid?.ChargeId;
        CardBrand = paid?.CardBrand;
        CardLast4 = paid?.CardLast4;
        foreach (var line in _lines) line.Begin();
        Note(now, OrderEvent.Paid);
    }

    /// <summary>Nobody paid in time. Throws unless it awaits payment and has no money on it: such money is for finance to settle first.</summary>
    public void Lapse(DateTime now) => End(now, OrderEvent.Lapsed);

    /// <summary>The resident orders something else instead, so it lapses before its time. Throws as <see cref="Lapse"/>.</summary>
    public void Withdraw(DateTime now)
    {
        End(now, OrderEvent.Withdrawn);
        Withdrawn = true;
    }

    /// <summary>A team did what was paid for; with the last line the order is done, too. Throws unless the line is to do.</summary>
    public OrderLine FulfilLine(Guid lineId, DateTime now, string by)
    {
        var line = Line(lineId);
        line.Fulfil(now, by);
        Note(now, OrderEvent.LineFulfilled, line, by: by);
        CloseAfterLastLine(now);
        return line;
    }

    /// <summary>
    /// A team refused a line. Of its charges those that are refundable are due back, those that are not are kept, and of those
    /// refundable by policy the ones in <paramref name="kept"/> are kept. Throws unless the line is to do, or when
    /// <paramref name="kept"/> names a charge that is not refundable by policy. Returns the line with what is due back.
    /// </summary>
    public OrderLine RefuseLine(Guid lineId, string reason, IReadOnlyCollection<string> kept, DateTime now, string by)
    {
        var line = Line(lineId);
        line.Refuse(reason, kept, now, by);
        // The reason may say something about a person, so it stands in the line, where it can be erased: history cannot.
        Note(now, OrderEvent.LineRefused, line, by: by);
        CloseAfterLastLine(now);
        return line;
    }

    /// <summary>True while somebody may be asked to pay it: it awaits payment, its time is not over and no other money is on it.</summary>
    public bool CanBePaid(DateTime now) => State == OrderState.AwaitingPayment && now < PayableUntil && OtherMoneyPence == 0;

    /// <summary>An officer sent a link to pay it. Throws unless it can be paid.</summary>
    public void NotePayLink(string by, string reason, DateTime now)
    {
        if (!CanBePaid(now)) throw new InvalidOperationException($"Order {Reference} cannot be paid.");
        Note(now, OrderEvent.PayLinkSent, detail: reason, by: by);
    }

    /// <summary>Stripe's total of what was given back. Does nothing when it is known already.</summary>
    public void NoteRefunded(long refundedPence, DateTime now)
    {
        if (refundedPence == RefundedPence) return;
        RefundedPence = refundedPence;
        Note(now, OrderEvent.Refunded, detail: new Money(refundedPence).ToString());
    }

    /// <summary>Money that does not fit is kept on the order, whatever its state. Does nothing (false) when the same charge is noted already.</summary>
    public bool NoteOtherMoney(OtherMoney money, DateTime now)
    {
        if (money.ChargeId is not null && _otherMoney.Any(m => m.ChargeId == money.ChargeId)) return false;
        _otherMoney.Add(money);
        OtherMoneyPence += money.AmountPence;
        AttentionReason = money.Reason;
        Note(now, OrderEvent.NeedsAttention, detail: $"{new Money(money.AmountPence)}: {money.Reason}");
        return true;
    }

    /// <summary>Stripe's total of what was given back of money beside the order's own. Does nothing when it is known already, or when no such money is noted.</summary>
    public void NoteOtherMoneyRefunded(string chargeId, long refundedPence, DateTime now)
    {
        if (_otherMoney.SingleOrDefault(m => m.ChargeId == chargeId) is not { } money || money.RefundedPence == refundedPence) return;
        OtherMoneyRefundedPence += refundedPence - money.RefundedPence;
        money.RefundedPence = refundedPence;
        Note(now, OrderEvent.Refunded, detail: $"{new Money(refundedPence)} of {new Money(money.AmountPence)} that did not fit");
    }

    /// <summary>Erases the answers and why a line was refused. Does nothing (false) when it was done before. Throws while something is to do or to pay.</summary>
    public bool ForgetAnswers(DateTime now)
    {
        RequireEnded();
        if (AnswersErasedAt is not null) return false;
        foreach (var line in _lines) line.ForgetAnswers();
        AnswersErasedAt = now;
        return true;
    }

    /// <summary>Erases who paid, keeping every amount. Does nothing (false) when it was done before. Throws while something is to do or to pay.</summary>
    public bool ForgetPayer(DateTime now)
    {
        RequireEnded();
        if (ErasedAt is not null) return false;
        Payer = Payer.ErasedOn(LondonTime.DateOf(now));
        ErasedAt = now;
        return true;
    }

    private void RequireEnded()
    {
        if (State is OrderState.AwaitingPayment or OrderState.Paid) throw new InvalidOperationException($"Order {Reference} is {State}: what it says is needed.");
    }

    private void End(DateTime now, OrderEvent why)
    {
        if (OtherMoneyPence > 0) throw new InvalidOperationException($"Order {Reference} has money on it and cannot lapse.");
        State = OrderTransitions.Check(State, OrderState.Lapsed, Reference);
        LapsedAt = now;
        SourceKey = null;
        Note(now, why);
    }

    private OrderLine Line(Guid lineId) => _lines.Single(l => l.Id == lineId);

    private void CloseAfterLastLine(DateTime now)
    {
        LinesLeft--;
        if (LinesLeft > 0) return;
        var anythingDone = _lines.Any(l => l.State == OrderLineState.Fulfilled);
        State = OrderTransitions.Check(State, anythingDone ? OrderState.Fulfilled : OrderState.Refused, Reference);
        ClosedAt = now;
        Note(now, anythingDone ? OrderEvent.Fulfilled : OrderEvent.Refused);
    }

    private void Note(DateTime now, OrderEvent what, OrderLine? line = null, string? detail = null, string? by = null) =>
        _history.Add(new OrderHistoryEntry(Id, HistoryLength++, now, what, State, line?.Id, detail, by));
}

/// <summary>The charge that paid an order.</summary>
internal sealed record PaidWith(Guid PaymentId, long AmountPence, string ChargeId, string CardBrand, string CardLast4);
