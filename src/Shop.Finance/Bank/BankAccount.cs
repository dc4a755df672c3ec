using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Finance.Bank.Reading;
using Shop.Kernel.Persistence;

namespace Shop.Finance.Bank;

/// <summary>An account of the council's that Stripe pays into.</summary>
internal sealed class BankAccount : IVersioned
{
    private BankAccount() { }

    /// <param name="sortCode">Six digits.</param>
    /// <param name="number">Eight digits.</param>
    public BankAccount(string name, string sortCode, string number, bool confirmsExactMatches, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Name = name;
        SortCode = sortCode;
        Number = number;
        ConfirmsExactMatches = confirmsExactMatches;
        AddedAt = now;
    }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string SortCode { get; private set; } = "";
    public string Number { get; private set; } = "";

    /// <summary>The layout of its CSV files; null until somebody saved one.</summary>
    public CsvMapping? Layout { get; private set; }

    /// <summary>The council's policy: a line and a payout that fit each other and nothing else are matched without asking.</summary>
    public bool ConfirmsExactMatches { get; private set; }

    public DateTime AddedAt { get; private set; }
    public int Version { get; private set; }

    public void SaveLayout(CsvMapping layout) => Layout = layout;

    public void Decide(bool confirmsExactMatches) => ConfirmsExactMatches = confirmsExactMatches;

    /// <summary>Whether a file speaks of this account: its words hold the account's number, as an IBAN or with the sort code or without.</summary>
    public bool Is(string words)
    {
        var digits = string.Concat(words.Where(char.IsAsciiDigit));
        return digits.Length <= Number.Length ? digits == Number : digits.EndsWith(Number, StringComparison.Ordinal) && (digits.Length < 14 || digits.EndsWith(SortCode + Number, StringComparison.Ordinal));
    }
}

/// <summary>A CSV file that waits for its layout; deleted once imported, or after a day.</summary>
internal sealed class BankUpload(Guid accountId, string fileName, byte[] content, string by, DateTime at)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid AccountId { get; private set; } = accountId;
    public string FileName { get; private set; } = fileName;
    public byte[] Content { get; private set; } = content;
    public string By { get; private set; } = by;
    public DateTime At { get; private set; } = at;
}

internal sealed class BankAccountConfiguration : IEntityTypeConfiguration<BankAccount>
{
    public void Configure(EntityTypeBuilder<BankAccount> builder)
    {
        builder.ToTable("finance_bank_account", t => t.HasCheckConstraint("CK_finance_bank_account_number", "length(\"SortCode\") = 6 AND length(\"Number\") = 8"));
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(100);
        builder.Property(a => a.SortCode).HasMaxLength(6);
        builder.Property(a => a.Number).HasMaxLength(8);
        builder.Property(a => a.Layout).IsJson();
        builder.HasIndex(a => new { a.SortCode, a.Number }).IsUnique();
    }
}

internal sealed class BankUploadConfiguration : IEntityTypeConfiguration<BankUpload>
{
    public void Configure(EntityTypeBuilder<BankUpload> builder)
    {
        builder.ToTable("finance_bank_upload");
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.FileName).HasMaxLength(200);
        builder.Property(u => u.By).HasMaxLength(200);
        builder.HasOne<BankAccount>().WithMany().HasForeignKey(u => u.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.At);
    }
}
