using FsCheck.Xunit;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning;

public class NamePlannerTests
{
    [Fact]
    public void A_name_used_in_another_namespace_is_an_external_name_there()
    {
        var plan = new PlatformBuilder().Service("app/api").Service("sec/openbao").Call("app/api", "sec/openbao", "openbao", 8200).Plan();
        Assert.Equal((NameKind.ExternalName, PlatformBuilder.Key("sec/openbao")), (plan.Name("app", "openbao").Kind, plan.Name("app", "openbao").Target));
        Assert.Equal(NameKind.Primary, plan.Name("sec", "openbao").Kind);
    }

    [Fact]
    public void A_container_name_that_is_used_becomes_an_alias()
    {
        var plan = new PlatformBuilder().Service("api").Service("db").Call("api", "db", "rentguy-db").Call("api", "db", "db").Plan();
        Assert.Equal(NameKind.Alias, plan.Name("shop", "rentguy-db").Kind);
        Assert.Equal([PlatformBuilder.Key("api")], plan.Name("shop", "db").UsedBy);
    }

    [Fact]
    public void A_name_no_service_can_have_is_rewritten()
    {
        var platform = new PlatformBuilder().Service("api").Service("my_db").Call("api", "my_db", "my_db");
        var plan = platform.Plan();
        Assert.Equal("my-db", plan.Of("my_db").Name);
        Assert.Equal(("my_db", "my-db"), (plan.Rewrites[0].From, plan.Rewrites[0].To));
        Assert.Equal(["SL3104"], platform.Codes);
    }

    [Fact]
    public void One_name_for_two_services_is_a_finding_and_rewritten_for_the_second()
    {
        var platform = new PlatformBuilder().Service("a/api").Service("a/redis").Service("b/redis")
            .Call("a/api", "a/redis", "redis").Call("a/api", "b/redis", "redis");
        var plan = platform.Plan();
        Assert.Equal(("redis", "redis.b"), (plan.Rewrites[0].From, plan.Rewrites[0].To));
        Assert.Equal(["SL3105"], platform.Codes);
    }

    [Fact]
    public void Services_of_one_name_in_one_namespace_are_told_apart()
    {
        var platform = new PlatformBuilder().Service("a/db").Service("b/db").Service("b/api").Service("a/api")
            .Call("a/api", "a/db", "db").Call("b/api", "b/db", "db");
        var plan = platform.Plan(new Intent { Domains = [new("all", null, ["*"], default)] });
        Assert.Equal(("db", "b-db"), (plan.Of("a/db").Name, plan.Of("b/db").Name));
        Assert.Equal("b-db", Assert.Single(plan.Rewrites).To);
        Assert.Contains("SL3101", platform.Codes);
    }

    [Fact]
    public void A_call_to_what_is_replaced_is_a_finding()
    {
        var platform = new PlatformBuilder().Service("api").Service("traefik", "traefik:v2", ServiceRole.Gateway).Route("api", "x.nl").Call("api", "traefik", "traefik", 8080);
        platform.Plan();
        Assert.Equal(["SL3106"], platform.Codes);
    }

    [Fact]
    public void Rewriting_instead_of_aliases_is_a_choice()
    {
        var plan = new PlatformBuilder().Service("a/api").Service("b/db").Call("a/api", "b/db", "db").Plan(new Intent { Network = new() { Names = NameMode.Rewrite } });
        Assert.Equal("db.b", Assert.Single(plan.Rewrites).To);
        Assert.DoesNotContain(plan.Names, n => n.Kind == NameKind.ExternalName);
    }

    [Theory]
    [InlineData("my_service", "my-service")]
    [InlineData("Db.Main", "db-main")]
    [InlineData("0db", "x-0db")]
    [InlineData("-a-", "a")]
    [InlineData("api", "api")]
    public void Names_become_legal(string name, string expected) => Assert.Equal(expected, LegalNames.Label(name));

    [Fact]
    public void Long_names_are_cut_and_stay_different()
    {
        var (a, b) = (LegalNames.Label(new string('a', 80) + "1"), LegalNames.Label(new string('a', 80) + "2"));
        Assert.Equal((63, 63), (a.Length, b.Length));
        Assert.NotEqual(a, b);
    }

    [Property]
    public bool Any_text_becomes_a_legal_name(string? text) => LegalNames.IsLabel(LegalNames.Label(text ?? ""));

    [Property]
    public bool Workload_names_are_legal_and_unique_whatever_the_services_are_called(string?[] names)
    {
        var platform = new PlatformBuilder();
        foreach (var name in names.Select(n => (n ?? "").Replace('/', '_')).Distinct(StringComparer.Ordinal))
            platform.Service("shop/" + name);
        var plan = platform.Plan();
        return plan.Workloads.All(w => LegalNames.IsLabel(w.Name) && w.Name.Length <= LegalNames.MaxWorkload)
            && plan.Workloads.Select(w => w.Name).Distinct().Count() == plan.Workloads.Count;
    }
}
