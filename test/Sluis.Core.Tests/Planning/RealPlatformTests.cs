using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Planning;

public class RealPlatformTests
{
    [Fact]
    public void The_first_users_platform_gets_the_plan_its_operators_expect()
    {
        var folder = SharedData.Require("sevensa");
        var findings = new Findings();
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        var platform = SluisCompiler.Understand(new DiskTree(folder), [folder], options, Intent.Empty, findings).Platform;
        Assert.NotNull(platform);
        var plan = Planner.Plan(platform, Intent.Empty, findings);
        Assert.False(findings.HasErrors);
        Assert.Equal(("sevensa", SecretBackend.OpenBao, "letsencrypt"), (plan.Name, plan.Choices.SecretBackend, plan.Choices.ClusterIssuer));
        Assert.Equal("platform/ingress", Assert.Single(plan.Replaced).By);
        Assert.Equal(WorkloadKind.StatefulSet, plan.Of("rentguy/rentguy-db").Kind);
        Assert.Equal(NameKind.ExternalName, plan.Name("psra", "openbao").Kind);
        Assert.True(plan.Of("psra/psra-db").SyncWave < plan.Of("psra/psra-api").SyncWave);

        var again = Planner.Plan(platform, IntentReader.Read("sluis.yaml", IntentTemplate.Write(plan), findings), findings);
        Assert.Equal(plan.Choices, again.Choices);
        Assert.Equal(plan.Environments, again.Environments);
        Assert.Equal(plan.Names, again.Names);
    }
}
