using MediatR;
using Shop.Catalogue.Answers;
using Shop.Catalogue.Contracts;
using Shop.Catalogue.Snapshot;
using Shop.Kernel.Persistence;
using Shop.Kernel.Time;

namespace Shop.Catalogue;

internal sealed class CheckAnswersHandler(ShopDbContext db, CurrentCatalogue current, TimeProvider clock) : IRequestHandler<CheckAnswers, CheckedAnswers?>
{
    public async Task<CheckedAnswers?> Handle(CheckAnswers request, CancellationToken cancellationToken)
    {
        var catalogue = await current.ForPricesAsync(db, cancellationToken);
        return catalogue.Services.TryGetValue(request.ServiceId, out var service) && service.IsOnline
            ? AnswerCheck.Run(service.Definition, request.Choices, request.Fields, clock.Today())
            : null;
    }
}
