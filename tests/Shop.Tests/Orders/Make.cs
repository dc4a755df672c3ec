using System.Text;
using Shop.Kernel;
using Shop.Kernel.Lines;
using Shop.Orders.Contracts;

namespace Shop.Tests.Orders;

/// <summary>Lines, payers and files to order with.</summary>
internal static class Make
{
    public const string StreetWorks = "street-works";
    public const string Registrars = "registrars";

    public static CreateOrder Order(params NewOrderLine[] lines) => Order(Guid.NewGuid().ToString(), lines);

    public static CreateOrder Order(string sourceKey, params NewOrderLine[] lines) => new(sourceKey, Payer(), lines, "2026-01");

    public static Payer Payer(string name = "Ada Resident", string email = "ada@example.com") =>
        new(name, null, email, "07700 900123", ["1 High Street", "Larkmere"], "LM1 1AA");

    public static NewOrderLine Line(LineSnapshot snapshot, Guid? draftId = null) => new(draftId ?? Guid.NewGuid(), snapshot);

    /// <summary>£50 kept and £71 refundable by policy, without VAT; the team is street works.</summary>
    public static LineSnapshot SkipPermit(params UploadSlot[] uploads) => Snapshot("skip-permit", "Skip permit", StreetWorks,
        [Charge("admin", 50_00, refundable: Refundability.No), Charge("permit", 71_00, refundable: Refundability.ByPolicy)], uploads);

    /// <summary>Refundable in full, without VAT; the team is the register office.</summary>
    public static LineSnapshot Certificates(int copies = 2) => Snapshot("certificate-copy", "Certificate copy", Registrars,
        [Charge("copy", 12_50 * copies)], [], copies);

    public static LineSnapshot Free() => Snapshot("clinical-waste", "Clinical waste collection", "waste", [Charge("collection", 0)], []);

    public static LineSnapshot Snapshot(string id, string title, string team, IReadOnlyList<ChargeComponent> charges, IReadOnlyList<UploadSlot> uploads, int quantity = 1) => new()
    {
        ServiceId = id,
        ServiceVersion = 1,
        Title = title,
        Choices = new Dictionary<string, string> { ["length"] = "2-weeks" },
        Options = [new ChosenOption("How long", "2 weeks")],
        Quantity = quantity,
        Unit = quantity > 1 ? "copy" : null,
        Components = charges,
        Answers = [new Answer("location", "Where will it stand?", "1 High Street", new Dictionary<string, string> { ["line-1"] = "1 High Street" })],
        Uploads = uploads,
        Team = new TeamSnapshot(team, team + " team", team + "@larkmere.example"),
        TargetWorkingDays = 10,
        DueOn = new DateOnly(2026, 10, 19),
        NeedsApproval = true,
        WhatHappensNext = "The team checks what you sent.",
        RefundWords = "£50.00 is kept.",
    };

    public static ChargeComponent Charge(string id, long gross, int vatBasisPoints = 0, string vatCode = "O", Refundability refundable = Refundability.Yes, ChargeKind kind = ChargeKind.Fee) =>
        new(id, id + " charge", kind, refundable, gross, new VatRate(vatBasisPoints).VatIn(new Money(gross)).Pence, vatCode, vatBasisPoints, "no VAT", "HW210", "91210", "");

    public static UploadSlot Slot(string id, bool required = true, int maxFiles = 2) => new(id, id + " document", required, maxFiles);

    public static byte[] Pdf(int bytes = 2000) => Padded("%PDF-1.7\n"u8, bytes);

    public static byte[] Jpeg(int bytes = 2000) => Padded([0xFF, 0xD8, 0xFF, 0xE0], bytes);

    public static byte[] Png(int bytes = 2000) => Padded([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Padded(ReadOnlySpan<byte> start, int bytes)
    {
        var content = new byte[bytes];
        for (var i = 0; i < bytes; i++) content[i] = (byte)(i * 31);
        start.CopyTo(content);
        return content;
    }
}
