using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Networks and volumes that are declared and that no service uses.</summary>
internal sealed class Unused : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var network in model.Networks)
            if (network.Members.IsEmpty)
                findings.Add(LintDiagnostics.UnusedNetwork(network.At, network.Name));
        foreach (var store in model.Stores)
            if (store.Users.IsEmpty)
                findings.Add(LintDiagnostics.UnusedVolume(store.At, store.Name));
    }
}
