using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Shop.Finance.Bank.Reading;
using Shop.Kernel;
using Shop.Kernel.Messaging;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>The statements of an account, newest first, 100 a page from 1, each with what does not follow on from the one before.</summary>
public sealed record ListStatements(Guid AccountId, int Page = 1) : IQuery<StatementPage>;

/// <param name="Gaps">Statements on all pages that do not follow on from the one before.</param>
public sealed record StatementPage(IReadOnlyList<StatementRow> Rows, int Total, int Gaps, int Page, int Pages);

/// <summary>One statement with its own lines, 100 a page from 1; null when unknown.</summary>
public sealed record GetStatement(Guid Id, StatementLines? Show = null, int Page = 1) : IQuery<StatementView?>;

/// <summary>Which lines of a statement, and in which order.</summary>
/// <param name="State">Null: all.</param>
/// <param name="Order">By day, or by the size of the amount whichever way it went; null: the order of the bank's file.</param>
public sealed record StatementLines(LineState? State = null, ListOrder? Order = null);

/// <summary>One bank line; null when unknown.</summary>
public sealed record GetBankLine(Guid Id) : IQuery<LineRow?>;

/// <summary>Pence, what came in above zero; balances are null where the file had none.</summary>
/// <param name="Known">Lines that an earlier file had brought.</param>
/// <param name="Gap">What is missing before it; null when nothing is, or nobody can tell.</param>
public sealed record StatementRow(
    Guid Id, Guid AccountId, StatementFormat Format, string? Number, string? Sequence, DateOnly From, DateOnly To, long? OpeningPence, long? ClosingPence, long InPence, long OutPence, int Lines, int Known,
    string FileName, string ImportedBy, DateTime ImportedAt, string? Gap)
{
    /// <summary>"47/1"; "no number" where the bank gives none.</summary>
    public string Written => Number is null ? "no number" : Sequence is null ? Number : $"{Number}/{Sequence}";
}

/// <param name="Total">Lines on all pages.</param>
public sealed record StatementView(StatementRow Statement, BankAccountRow Account, IReadOnlyList<LineRow> Lines, int Total, int Page, int Pages);

/// <param name="Row">Line of the file.</param>
public sealed record LineRow(Guid Id, int Row, DateOnly Date, long AmountPence, string Text, string? Type, LineState State, Guid? MatchId, string? Reason);

internal sealed class ListStatementsHandler(ShopDbContext db, IMediator mediator)
    : IRequestHandler<ListStatements, StatementPage>, IRequestHandler<GetStatement, StatementView?>, IRequestHandler<GetBankLine, LineRow?>
{
    private const int PageSize = 100;

    public async Task<StatementPage> Handle(ListStatements request, CancellationToken cancellationToken)
    {
        var all = await AllAsync(request.AccountId, cancellationToken);
        var page = Math.Max(1, request.Page);
        var rows = all.AsQueryable().OnPage(page, PageSize).ToList();
        return new StatementPage(rows, all.Count, all.Count(s => s.Gap is not null), page, NumberedPages.Count(all.Count, PageSize));
    }

    /// <summary>All of an account, newest first: a few hundred a year, and only the one before says whether one is missing.</summary>
    private async Task<IReadOnlyList<StatementRow>> AllAsync(Guid accountId, CancellationToken ct)
    {
        var statements = await db.Set<BankStatement>().AsNoTracking().Where(s => s.AccountId == accountId).ToListAsync(ct);
        var ordered = statements.OrderBy(s => s.To).ThenBy(s => AsNumber(s.Number) ?? 0).ThenBy(s => AsNumber(s.Sequence) ?? 0).ThenBy(s => s.Id).ToList();
        return [.. ordered.Select((s, i) => Row(s, i == 0 ? null : Gap(ordered[i - 1], s))).Reverse()];
    }

    public async Task<StatementView?> Handle(GetStatement request, CancellationToken cancellationToken)
    {
        if (await db.Set<BankStatement>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.Id, cancellationToken) is not { } statement) return null;
        var account = (await mediator.Send(new ListBankAccounts(), cancellationToken)).Single(a => a.Id == statement.AccountId);
        var row = (await AllAsync(statement.AccountId, cancellationToken)).Single(s => s.Id == statement.Id);
        var found = LinesOf(db, statement.Id, request.Show ?? new StatementLines());
        var (total, page) = (await found.CountAsync(cancellationToken), Math.Max(1, request.Page));
        var lines = await found.OnPage(page, PageSize)
            .Select(f => new LineRow(f.Line.Id, f.Line.Row, f.Line.Date, f.Line.AmountPence, f.Line.Text, f.Line.Type, f.State.State, f.State.MatchId, f.State.Reason)).ToListAsync(cancellationToken);
        return new StatementView(row, account, lines, total, page, NumberedPages.Count(total, PageSize));
    }

    /// <summary>All pages one after another. Lines of one row of the file (XML without line breaks) come by their id.</summary>
    internal static IQueryable<LineWithState> LinesOf(ShopDbContext db, Guid statementId, StatementLines show)
    {
        var lines =
            from line in db.Set<BankLine>().AsNoTracking()
            join state in db.Set<BankLineState>().AsNoTracking() on line.Id equals state.LineId
            where line.StatementId == statementId && (show.State == null || state.State == show.State)
            select new LineWithState { Line = line, State = state };
        return show.Order is { } order
            ? lines.InOrder(order, l => l.Line.Date, l => Math.Abs(l.Line.AmountPence), l => l.Line.Id)
            : lines.OrderBy(l => l.Line.Row).ThenBy(l => l.Line.Id);
    }

    internal sealed class LineWithState
    {
        public required BankLine Line { get; init; }
        public required BankLineState State { get; init; }
    }

    public Task<LineRow?> Handle(GetBankLine request, CancellationToken cancellationToken) => (
        from line in db.Set<BankLine>()
        join state in db.Set<BankLineState>() on line.Id equals state.LineId
        where line.Id == request.Id
        select new LineRow(line.Id, line.Row, line.Date, line.AmountPence, line.Text, line.Type, state.State, state.MatchId, state.Reason)).SingleOrDefaultAsync(cancellationToken);

    private static StatementRow Row(BankStatement s, string? gap) => new(
        s.Id, s.AccountId, s.Format, s.Number, s.Sequence, s.From, s.To, s.OpeningPence, s.ClosingPence, s.InPence, s.OutPence, s.LineCount, s.KnownLines, s.FileName, s.ImportedBy, s.ImportedAt, gap);

    /// <summary>A number left out (a new year may begin with 1), or a balance that is not the one before. A file that overlaps proves nothing by its balance.</summary>
    private static string? Gap(BankStatement before, BankStatement here)
    {
        if (AsNumber(before.Number) is { } old && AsNumber(here.Number) is { } now && now > old + 1)
            return now == old + 2 ? $"Statement {old + 1} is missing." : $"Statements {old + 1} to {now - 1} are missing.";
        if (before.ClosingPence is { } closing && here.OpeningPence is { } opening && closing != opening && here.KnownLines == 0)
            return $"It opens with {new Money(opening)}, but the one before closed with {new Money(closing)}: a statement is missing.";
        return null;
    }

    private static long? AsNumber(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
