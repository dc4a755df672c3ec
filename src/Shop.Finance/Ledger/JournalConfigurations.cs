using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel.Auditing;

namespace Shop.Finance.Ledger;

internal sealed class JournalConfiguration : IEntityTypeConfiguration<Journal>
{
    public void Configure(EntityTypeBuilder<Journal> builder)
    {
        builder.ToTable("finance_journal", t =>
        {
            t.HasCheckConstraint("CK_finance_journal_total", "\"TotalPence\" > 0");
            t.HasCheckConstraint("CK_finance_journal_period", "\"Period\" BETWEEN 1 AND 13");
            t.HasCheckConstraint("CK_finance_journal_kind", $"\"Kind\" IN ({string.Join(", ", Enum.GetNames<JournalKind>().Select(n => $"'{n}'"))})");
        });
        builder.HasKey(j => j.Id);
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.SourceId).HasMaxLength(Journal.LongestSource);
        builder.Property(j => j.Narrative).HasMaxLength(Journal.LongestNarrative);
        builder.Property(j => j.By).HasMaxLength(200);
        builder.Property(j => j.Reason).HasMaxLength(Reasons.Longest);
        builder.HasMany(j => j.Entries).WithOne().HasForeignKey(e => e.JournalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(j => j.SourceId).IsUnique();
        builder.HasIndex(j => new { j.FinancialDate, j.Id });
        builder.HasIndex(j => new { j.Kind, j.FinancialDate, j.Id });
        builder.HasIndex(j => j.TotalPence);
        builder.HasIndex(j => j.MirrorsId);
    }
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("finance_ledger_entry", t =>
        {
            t.HasCheckConstraint("CK_finance_ledger_entry_side", "(\"DebitPence\" > 0 AND \"CreditPence\" = 0) OR (\"DebitPence\" = 0 AND \"CreditPence\" > 0)");
            t.HasCheckConstraint("CK_finance_ledger_entry_income", $"\"Account\" <> '{LedgerAccount.Income}' OR (\"CostCentre\" IS NOT NULL AND \"Subjective\" IS NOT NULL)");
        });
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Account).HasMaxLength(40);
        builder.Property(e => e.CostCentre).HasMaxLength(40);
        builder.Property(e => e.Subjective).HasMaxLength(40);
        builder.Property(e => e.VatCode).HasMaxLength(10);
        builder.Property(e => e.OrderReference).HasMaxLength(40);
        builder.Property(e => e.PayoutId).HasMaxLength(100);
        builder.Property(e => e.BankLineId).HasMaxLength(100);
        builder.HasIndex(e => new { e.JournalId, e.Place }).IsUnique();
        builder.HasIndex(e => new { e.Account, e.FinancialDate, e.Id });
        builder.HasIndex(e => new { e.FinancialDate, e.Id });
        // The codes of a filter, each in the order of the list; control accounts have none.
        builder.HasIndex(e => new { e.CostCentre, e.FinancialDate, e.Id }).HasFilter("\"CostCentre\" IS NOT NULL");
        builder.HasIndex(e => new { e.Subjective, e.FinancialDate, e.Id }).HasFilter("\"Subjective\" IS NOT NULL");
        builder.HasIndex(e => new { e.VatCode, e.FinancialDate, e.Id }).HasFilter("\"VatCode\" IS NOT NULL");
        builder.HasIndex(e => e.OrderReference);
        builder.HasIndex(e => e.PayoutId);
        builder.HasIndex(e => e.BankLineId);
    }
}
