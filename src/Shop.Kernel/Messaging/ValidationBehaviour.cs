using FluentValidation;
using MediatR;

namespace Shop.Kernel.Messaging;

/// <summary>Runs the request's validators before anything else. Throws <see cref="ValidationException"/>: pages check input before, so it means a bug or a forged request.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
            await validator.ValidateAndThrowAsync(request, cancellationToken);
        return await next();
    }
}
