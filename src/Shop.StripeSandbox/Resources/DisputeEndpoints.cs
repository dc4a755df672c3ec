using System.Text.Json.Nodes;
using Shop.StripeSandbox.Api;
using Shop.StripeSandbox.Flow;

namespace Shop.StripeSandbox.Resources;

internal static class DisputeEndpoints
{
    private const string Path = "/v1/disputes", Kind = "dispute";

    public static void Map(ApiRoutes api)
    {
        api.Get(Path, "list " + Kind, List);
        api.Get(Path + "/{id}", Kind, call => call.Answer(Target(call)));
        api.Post(Path + "/{id}", Kind, Update);
        api.Post(Path + "/{id}/close", Kind, Close);
    }

    private static JsonObject List(ApiCall call)
    {
        var (charge, intent) = (call.Input.Text("charge"), call.Input.Text("payment_intent"));
        var narrow = charge is not null ? call.Store.Disputes.Where("charge", charge) : intent is not null ? call.Store.Disputes.Where("payment_intent", intent) : null;
        return Paging.List(call, call.Store.Disputes, Path, d => (charge is null || d.Charge == charge) && (intent is null || d.PaymentIntent == intent), narrow);
    }

    /// <summary>Evidence is sent to the bank at once unless <c>submit=false</c> keeps it back.</summary>
    private static JsonObject Update(ApiCall call)
    {
        var dispute = Target(call);
        var given = call.Input.Group("evidence");
        var evidence = DisputeEvidence.Read(given, dispute.Evidence);
        var submit = call.Input.Flag("submit") ?? given is not null;
        var metadata = dispute.Metadata.With(call.Input.Metadata());
        call.Input.RefuseUnknown();
        if ((given is not null || submit) && !dispute.TakesEvidence)
            throw StripeError.State($"Dispute {dispute.Id} takes no more evidence: its status is {dispute.Status}.");
        return DisputeFlow.Update(call.Store, dispute, evidence, metadata, submit).ToJson();
    }

    private static JsonObject Close(ApiCall call)
    {
        var dispute = Target(call);
        call.Input.RefuseUnknown();
        if (!dispute.TakesEvidence) throw StripeError.State($"Dispute {dispute.Id} cannot be closed: its status is {dispute.Status}.");
        return DisputeFlow.Lose(call.Store, dispute).ToJson();
    }

    private static Dispute Target(ApiCall call) => call.Target(call.Store.Disputes, "dispute");
}
