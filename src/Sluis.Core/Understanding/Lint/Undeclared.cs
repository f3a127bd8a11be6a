using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>External networks and volumes that no project of the platform declares: something else made them.</summary>
internal sealed class Undeclared : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var network in model.Networks)
            if (network.External && !network.Members.IsEmpty)
                findings.Add(LintDiagnostics.UndeclaredNetwork(network.At, network.Name));
        foreach (var store in model.Stores)
            if (store.External && !store.Users.IsEmpty)
                findings.Add(LintDiagnostics.UndeclaredVolume(store.At, store.Name));
    }
}
