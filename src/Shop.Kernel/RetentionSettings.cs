using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shop.Kernel.Time;

namespace Shop.Kernel;

/// <summary>
/// Section "Retention" of the configuration: how long what says something about a person is kept. The privacy notice
/// prints these figures, so that it promises what is done. Baskets, their documents and contact details live 24 hours,
/// whatever is set here.
/// </summary>
public sealed class RetentionSettings
{
    /// <summary>Documents, in days after the last part of the order was done or refused.</summary>
    public int DocumentDays { get; set; } = 90;

    /// <summary>Answers to a service's questions, in days after the last part of the order was done or refused.</summary>
    public int AnswerDays { get; set; } = 730;

    /// <summary>Who paid: name, e-mail, phone, address, in years after the end of the financial year (31 March) of the payment.</summary>
    public int OrderYears { get; set; } = 6;

    /// <summary>Everything personal in an order nobody paid, in days after it lapsed.</summary>
    public int UnpaidOrderDays { get; set; } = 30;

    /// <summary>To whom an e-mail went, in days after it was written.</summary>
    public int MessageDays { get; set; } = 90;

    /// <summary>What was searched for, in days.</summary>
    public int SearchDays { get; set; } = 400;

    /// <summary>Who paid before this moment (UTC) is forgotten on that day.</summary>
    public DateTime PaidBefore(DateOnly today)
    {
        var lastFinancialYearEnd = today >= new DateOnly(today.Year, 4, 1) ? today.Year : today.Year - 1;
        return LondonTime.StartOfDay(new DateOnly(lastFinancialYearEnd - OrderYears, 4, 1));
    }
}

public static class RetentionRegistration
{
    /// <summary>Each module that keeps something personal asks for it; the first one registers it.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(configuration.GetSection("Retention").Get<RetentionSettings>() ?? new RetentionSettings());
        return services;
    }
}
