using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Controls;

/// <summary>What a person reads when a field cannot be understood at all, such as letters where a number belongs. Pages word the usual mistakes themselves.</summary>
internal static class PlainMessages
{
    public static void Set(MvcOptions options)
    {
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, field) => $"Check what you entered for {field}");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "Check what you entered");
        messages.SetUnknownValueIsInvalidAccessor(field => $"Check what you entered for {field}");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Check what you entered");
        messages.SetValueIsInvalidAccessor(_ => "Check what you entered");
        messages.SetValueMustBeANumberAccessor(field => $"{field} must be a number");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "Enter a number");
        messages.SetMissingBindRequiredValueAccessor(field => $"Enter {field}");
        messages.SetValueMustNotBeNullAccessor(_ => "Enter a value");
    }
}
