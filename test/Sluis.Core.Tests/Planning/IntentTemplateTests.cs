using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Tests.Planning;

public class IntentTemplateTests
{
    private static PlatformBuilder Platform() => new PlatformBuilder()
        .Service("rentguy/web", role: ServiceRole.Frontend).Service("rentguy/api").Service("rentguy/db", "postgres:14", ServiceRole.Database)
        .Service("psra/api").Service("edge/traefik", "traefik:v2", ServiceRole.Gateway).Service("sec/openbao", "openbao/openbao:2", ServiceRole.Secrets)
        .Store("pgdata", "rentguy/db").Call("rentguy/api", "sec/openbao", "openbao", 8200)
        .Route("rentguy/web", "rentguy.sevensa.nl", "letsencrypt").Route("psra/api", "*.psra.sevensa.nl");

    private static void ReadsBackAs(PlatformBuilder platform, MigrationPlan plan, params string[] codes)
    {
        var findings = new Findings();
        var intent = IntentReader.Read("sluis.yaml", IntentTemplate.Write(plan), findings);
        Assert.Equal(codes, findings.Sorted().Select(f => f.Code));
        var again = platform.Plan(intent);
        Assert.Equal(plan.Name, again.Name);
        Assert.Equal(plan.Choices, again.Choices);
        Assert.Equal(plan.Domains, again.Domains);
        Assert.Equal(plan.Environments, again.Environments);
        Assert.Equal(plan.Names, again.Names);
        Assert.Equal(plan.Secrets, again.Secrets);
        Assert.Equal(plan.Replaced, again.Replaced);
        Assert.Equal(plan.Workloads.Select(w => w with { Volumes = [] }), again.Workloads.Select(w => w with { Volumes = [] }));
        Assert.Equal(plan.Workloads.SelectMany(w => w.Volumes).Select(v => v with { Reason = "" }), again.Workloads.SelectMany(w => w.Volumes).Select(v => v with { Reason = "" }));
    }

    [Fact]
    public void Read_back_it_gives_the_same_plan() => ReadsBackAs(Platform(), Platform().Plan());

    [Fact]
    public void Read_back_what_was_stated_stays_stated()
    {
        var findings = new Findings();
        var intent = IntentReader.Read("sluis.yaml", """
            platform: acme
            mesh: linkerd
            domains:
              data: { namespace: stores, members: ["*/db"] }
            environments:
              test: { hostSuffix: .test.nl, storageClass: slow, imageTags: { example/app: "2" } }
              live: { scale: 2, secretPath: x/y }
            services:
              "*/api": { replicas: 2, exclude: , runAsUser: 1000, schedule: "0 3 * * *", kind: CronJob, internetEgress: false, secrets: [PIN, "a: b"] }
              psra/*: {}
            storage: { class: fast, sharedClass: nfs, defaultSize: 5Gi }
            secrets: { always: ["*_PIN"] }
            """u8, findings);
        Assert.Equal(["SL3004"], findings.Sorted().Select(f => f.Code));
        ReadsBackAs(Platform(), Platform().Plan(intent), "SL3004");
    }

    [Fact]
    public void It_says_where_the_schema_is_and_why_each_choice_was_made()
    {
        var text = Encoding.UTF8.GetString(IntentTemplate.Write(Platform().Plan()));
        Assert.StartsWith("# yaml-language-server: $schema=sluis.schema.json\n", text, StringComparison.Ordinal);
        Assert.Contains("  # the platform has one: sec/openbao\n  backend: openbao\n", text, StringComparison.Ordinal);
        Assert.Contains("# mesh: none\n", text, StringComparison.Ordinal);
        Assert.Contains("#   edge/traefik: { exclude: ... }    # replaced by platform/ingress", text, StringComparison.Ordinal);
    }
}
