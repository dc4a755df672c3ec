using MediatR;

namespace Shop.Kernel.Messaging;

/// <summary>Changes something: runs in one database transaction, after validation. A nested command joins the running one.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;

/// <summary>Reads only; no transaction.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;

/// <summary>Calls the outside world (Stripe, mail, clamd). Refuses to run inside a transaction: throws <see cref="InvalidOperationException"/>.</summary>
public interface IGatewayCommand<out TResponse> : IRequest<TResponse>;
