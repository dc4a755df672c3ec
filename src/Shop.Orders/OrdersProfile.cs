using AutoMapper;
using Shop.Orders.Attachments;
using Shop.Orders.Contracts;
using Shop.Orders.Staff;

namespace Shop.Orders;

/// <summary>Rows that go to pages straight from the database.</summary>
internal sealed class OrdersProfile : Profile
{
    public OrdersProfile()
    {
        CreateProjection<Attachment, DraftAttachment>()
            .ForCtorParam(nameof(DraftAttachment.AttachmentId), o => o.MapFrom(a => a.Id))
            .ForCtorParam(nameof(DraftAttachment.DraftId), o => o.MapFrom(a => a.DraftId!.Value));

        CreateProjection<LineOfOrder, TeamLine>()
            .ForCtorParam(nameof(TeamLine.LineId), o => o.MapFrom(r => r.Line.Id))
            .ForCtorParam(nameof(TeamLine.Reference), o => o.MapFrom(r => r.Order.Reference))
            .ForCtorParam(nameof(TeamLine.Title), o => o.MapFrom(r => r.Line.Title))
            .ForCtorParam(nameof(TeamLine.PayerName), o => o.MapFrom(r => r.Order.Payer.Name))
            .ForCtorParam(nameof(TeamLine.TeamName), o => o.MapFrom(r => r.Line.TeamName))
            .ForCtorParam(nameof(TeamLine.State), o => o.MapFrom(r => r.Line.State))
            .ForCtorParam(nameof(TeamLine.PaidAt), o => o.MapFrom(r => r.Order.PaidAt!.Value))
            .ForCtorParam(nameof(TeamLine.DueOn), o => o.MapFrom(r => r.Line.DueOn))
            .ForCtorParam(nameof(TeamLine.ClosedAt), o => o.MapFrom(r => r.Line.ClosedAt))
            .ForCtorParam(nameof(TeamLine.GrossPence), o => o.MapFrom(r => r.Line.GrossPence));
    }
}
