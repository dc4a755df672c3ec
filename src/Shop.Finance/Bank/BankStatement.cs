using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>One statement as the bank wrote it. Never changed. Amounts in pence, what came in above zero.</summary>
internal sealed class BankStatement
{
    private BankStatement() { }

    /// <param name="place">Its place in the file, from 0.</param>
    /// <param name="knownLines">How many of its lines an earlier file had brought.</param>
    public BankStatement(Guid accountId, StatementFormat format, ReadStatement read, int place, int knownLines, string fileName, string fileHash, string by, DateTime now)
    {
        Id = Guid.CreateVersion7();
        AccountId = accountId;
        Format = format;
        Number = read.Number;
        Sequence = read.Sequence;
        From = read.From;
        To = read.To;
        OpeningPence = read.OpeningPence;
        ClosingPence = read.ClosingPence;
        InPence = read.Lines.Where(l => l.AmountPence > 0).Sum(l => l.AmountPence);
        OutPence = read.Lines.Where(l => l.AmountPence < 0).Sum(l => l.AmountPence);
        LineCount = read.Lines.Count;
        KnownLines = knownLines;
        FileName = fileName;
        FileHash = fileHash;
        Place = place;
        ImportedBy = by;
        ImportedAt = now;
    }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public StatementFormat Format { get; private set; }
    public string? Number { get; private set; }
    public string? Sequence { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public long? OpeningPence { get; private set; }
    public long? ClosingPence { get; private set; }
    public long InPence { get; private set; }
    public long OutPence { get; private set; }
    public int LineCount { get; private set; }
    public int KnownLines { get; private set; }
    public string FileName { get; private set; } = "";

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public string FileHash { get; private set; } = "";

    public int Place { get; private set; }
    public string ImportedBy { get; private set; } = "";
    public DateTime ImportedAt { get; private set; }

    /// <summary>The same statement, whatever file it came in.</summary>
    public bool IsSame(ReadStatement read) =>
        Number == read.Number && Sequence == read.Sequence && From == read.From && To == read.To && OpeningPence == read.OpeningPence && ClosingPence == read.ClosingPence && LineCount == read.Lines.Count;
}

/// <summary>One line of a statement. Never changed: how it is matched stands in <see cref="BankLineState"/>. Pence, what came in above zero.</summary>
internal sealed class BankLine
{
    private BankLine() { }

    public BankLine(BankStatement statement, ReadLine read, string key)
    {
        Id = Guid.CreateVersion7();
        AccountId = statement.AccountId;
        StatementId = statement.Id;
        Row = read.Row;
        Date = read.Date;
        ValueDate = read.ValueDate;
        AmountPence = read.AmountPence;
        Text = read.Text;
        Reference = read.Reference;
        Type = read.Type;
        Key = key;
    }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid StatementId { get; private set; }

    /// <summary>Line of the file, from 1.</summary>
    public int Row { get; private set; }

    public DateOnly Date { get; private set; }
    public DateOnly? ValueDate { get; private set; }
    public long AmountPence { get; private set; }
    public string Text { get; private set; } = "";
    public string? Reference { get; private set; }
    public string? Type { get; private set; }

    /// <summary>Once per account: what makes the same line in another file the same line.</summary>
    public string Key { get; private set; } = "";

    /// <summary>
    /// The lines' keys: SHA-256 of account, date, amount, text and a running number, which tells twins of one day apart.
    /// Of a numbered statement the number is part of it: a twin in the next statement of the day is another line.
    /// </summary>
    public static IReadOnlyList<string> KeysOf(Guid accountId, IReadOnlyList<ReadStatement> statements)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new List<string>();
        foreach (var statement in statements)
            foreach (var line in statement.Lines)
            {
                var plain = string.Create(CultureInfo.InvariantCulture, $"{accountId:N}|{line.Date:yyyy-MM-dd}|{line.AmountPence}|{statement.Number}/{statement.Sequence}|{line.Reference}|{line.Text}");
                seen[plain] = seen.GetValueOrDefault(plain) + 1;
                keys.Add(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plain}|{seen[plain]}")))));
            }

        return keys;
    }
}

internal sealed class BankStatementConfiguration : IEntityTypeConfiguration<BankStatement>
{
    public void Configure(EntityTypeBuilder<BankStatement> builder)
    {
        builder.ToTable("finance_bank_statement", t => t.HasCheckConstraint(
            "CK_finance_bank_statement_balances", "(\"OpeningPence\" IS NULL) = (\"ClosingPence\" IS NULL) AND (\"OpeningPence\" IS NULL OR \"OpeningPence\" + \"InPence\" + \"OutPence\" = \"ClosingPence\")"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Number).HasMaxLength(40);
        builder.Property(s => s.Sequence).HasMaxLength(40);
        builder.Property(s => s.FileName).HasMaxLength(200);
        builder.Property(s => s.FileHash).HasMaxLength(64);
        builder.Property(s => s.ImportedBy).HasMaxLength(200);
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.AccountId, s.FileHash, s.Place }).IsUnique();
        builder.HasIndex(s => new { s.AccountId, s.To });
    }
}

internal sealed class BankLineConfiguration : IEntityTypeConfiguration<BankLine>
{
    public void Configure(EntityTypeBuilder<BankLine> builder)
    {
        builder.ToTable("finance_bank_line");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Text).HasMaxLength(ReadText.Longest);
        builder.Property(l => l.Reference).HasMaxLength(ReadText.Longest);
        builder.Property(l => l.Type).HasMaxLength(ReadText.Longest);
        builder.Property(l => l.Key).HasMaxLength(64);
        builder.HasOne<BankStatement>().WithMany().HasForeignKey(l => l.StatementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.AccountId, l.Key }).IsUnique();
        builder.HasIndex(l => new { l.AccountId, l.Date });
        builder.HasIndex(l => new { l.StatementId, l.Row });
        builder.HasIndex(l => l.AmountPence);
    }
}
