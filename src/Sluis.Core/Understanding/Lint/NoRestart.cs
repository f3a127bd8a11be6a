using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Services that stay down after a crash or a reboot. One finding a project: it is one habit.</summary>
internal sealed class NoRestart : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        var names = new SortedDictionary<string, (PlatformService First, List<string> Names)>(StringComparer.Ordinal);
        foreach (var service in model.Services)
        {
            if (service.Lifecycle.Restart != RestartPolicy.No || service.Lifecycle.Mode != DeployMode.Replicated || service.Role == ServiceRole.Job)
                continue;
            if (!names.TryGetValue(service.Key.Project, out var found))
                names[service.Key.Project] = found = (service, []);
            found.Names.Add(service.Key.Service);
        }
        foreach (var (project, (first, services)) in names)
            findings.Add(LintDiagnostics.NeverRestarted(first.At, project, services));
    }
}
