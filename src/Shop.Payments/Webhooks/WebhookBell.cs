using Shop.Kernel.Messaging;

namespace Shop.Payments.Webhooks;

/// <summary>Wakes the worker when an event came in.</summary>
internal sealed class WebhookBell : WakeUp;
