using System.Net;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Kernel.Auditing;

namespace Shop.Web.Tests.Accounts;

/// <summary>People who work for the council, made as an administrator would, signed in through the pages.</summary>
public static class Staff
{
    public const string Password = "copper lantern tuba";

    public static async Task<T> SendAsync<T>(this WebShop shop, IRequest<T> request)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>The administrator of the first start.</summary>
    public static async Task<Actor> AdministratorAsync(this WebShop shop)
    {
        var first = (await shop.SendAsync(new ListStaff())).First(s => s.Role == StaffRole.Administrator);
        return new Actor(first.StaffId, first.Name);
    }

    /// <summary>A new person with a password of their own.</summary>
    public static async Task<(Guid Id, string Email)> AddStaffAsync(this WebShop shop, StaffRole role, params string[] teams)
    {
        var email = $"{role}-{Guid.NewGuid():N}@larkmere.example";
        var added = (AddStaffResult.Added)await shop.SendAsync(new AddStaff(await shop.AdministratorAsync(), $"Kim {role}", email, role, teams));
        await shop.SendAsync(new ChangeOwnPassword(added.StaffId, added.Password, Password));
        return (added.StaffId, email);
    }

    public static async Task SignInAsync(this Visitor visitor, string email, string password = Password)
    {
        await visitor.GoAsync("/staff/sign-in");
        await visitor.SubmitAsync("Sign in", ("email", email), ("password", password));
    }

    /// <summary>A new person of the role, signed in.</summary>
    public static async Task<Visitor> SignedInAsync(this WebShop shop, StaffRole role, params string[] teams)
    {
        var visitor = new Visitor(shop.Address);
        await visitor.SignInAsync((await shop.AddStaffAsync(role, teams)).Email);
        Assert.Equal((HttpStatusCode.OK, "/staff"), (visitor.Status, visitor.Address.AbsolutePath));
        return visitor;
    }
}
