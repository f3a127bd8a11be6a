using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Awaiting the health of a service that has no health check: Compose refuses to start, unless the image brings one.</summary>
internal sealed class HealthyWithoutCheck : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        var services = model.Services.ToDictionary(static s => s.Key);
        foreach (var service in model.Services)
            foreach (var dependency in service.DependsOn)
                if (dependency.Condition == DependencyCondition.Healthy && services.TryGetValue(dependency.Target, out var target)
                    && target.HealthCheck is null or { Test: HealthTest.Disabled })
                    findings.Add(LintDiagnostics.NothingToAwait(dependency.At, service.Key, target.Key, target.CatalogueId is not null || target.HealthCheck is not null));
    }
}
